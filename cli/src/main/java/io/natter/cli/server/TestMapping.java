package io.natter.cli.server;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.protocol.subject.SubjectTransform;
import io.natter.protocol.subject.TransformException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code natter server mappings}: tells what becomes of subjects, without a server. <i>Confined to one thread.</i> */
@Command(name = "mappings", description = "Test subject mapping patterns")
final class TestMapping implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "<source>", description = "Source subject pattern")
    private @Nullable String source;

    @Parameters(index = "1", arity = "0..1", paramLabel = "<dest>", description = "Destination subject pattern")
    private @Nullable String target;

    @Parameters(index = "2", arity = "0..1", paramLabel = "<subject>", description = "Subject to transform")
    private @Nullable String subject;

    private final Session session;

    TestMapping(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Prompt prompt = new Prompt(session.around());
        String from = source == null ? prompt.text("Source subject pattern", "<source>") : source;
        String to = target == null ? prompt.text("Destination subject pattern", "<dest>") : target;
        SubjectTransform transform = transform(from, to);
        if (subject != null) {
            show(transform, subject);
            return 0;
        }
        session.around()
                .print("Enter subjects to test, empty subject terminates.\n\n"
                        + "NOTE: This only tests mappings, it does not add them to the server\n\n");
        for (String entered = prompt.text("Subject", "", "<subject>");
                !entered.isEmpty();
                entered = prompt.text("Subject", "", "<subject>")) {
            show(transform, entered);
        }
        return 0;
    }

    private static SubjectTransform transform(String from, String to) {
        try {
            return SubjectTransform.of(from, to);
        } catch (TransformException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private void show(SubjectTransform transform, String from) {
        String mapped = transform.apply(from);
        session.around().print(mapped == null ? "Error: no matching transforms available\n\n\n" : mapped + "\n\n");
    }
}
