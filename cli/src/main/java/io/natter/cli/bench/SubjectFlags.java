package io.natter.cli.bench;

import io.natter.cli.text.HumanNumbers;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import picocli.CommandLine.Option;

/** To which subjects a load publishes. <i>Confined to the command's thread until it starts, read by its clients from then on.</i> */
final class SubjectFlags {
    @Option(
            names = "--multisubject",
            description =
                    "Multi-subject mode, each message is published on a subject that includes the publisher's message "
                            + "sequence number as a token")
    private boolean multiSubject;

    @Option(
            names = "--multisubjectmax",
            defaultValue = "100000",
            description = "The maximum number of subjects to use in multi-subject mode (0 means no max)")
    private int multiSubjectMax = 100_000;

    @Option(
            names = "--multisubjectrandomize",
            description = "Randomize which subjects are being used when in multisubject mode")
    private boolean multiSubjectRandomize;

    /** What matches all of them. */
    String filter(String subject) {
        return multiSubject ? subject + ".*" : subject;
    }

    /** The subject of each message, by its number. */
    LongFunction<String> names(String subject) {
        if (!multiSubject) {
            return number -> subject;
        }
        if (multiSubjectMax == 0) {
            return number -> subject + "." + number;
        }
        String format = subject + ".%0" + Integer.toString(multiSubjectMax).length() + "d";
        return number -> format.formatted(
                multiSubjectRandomize
                        ? ThreadLocalRandom.current().nextInt(multiSubjectMax)
                        : number % multiSubjectMax);
    }

    void describe(String subject, List<String> words) {
        words.add("subject=" + filter(subject));
        words.add("multi-subject=" + multiSubject);
        words.add("multi-subject-max=" + HumanNumbers.comma(multiSubjectMax));
        words.add("multi-subject-randomize=" + multiSubjectRandomize);
    }
}
