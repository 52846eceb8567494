package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.PurgeRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream purge}. <i>Confined to one thread.</i> */
@Command(name = "purge", description = "Bulk removes messages from a stream")
final class PurgeStream implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(
            names = {"-f", "--force"},
            description = "Force removal without prompting")
    private boolean isForced;

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "Limits the purge to a specific subject")
    private String subject = "";

    @Option(
            names = "--seq",
            paramLabel = "SEQUENCE",
            description = "Purge up to but not including a specific message sequence")
    private long sequence;

    @Option(
            names = "--keep",
            paramLabel = "MESSAGES",
            description = "Keeps a certain number of messages after the purge")
    private long keep;

    private final Session session;
    private final StreamChoice choice;

    PurgeStream(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        if (sequence > 0 && keep > 0) {
            throw new UsageException("sequence and keep cannot be combined when purging");
        }
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            if (!isForced && !Confirmation.isGiven(session.around(), "Really purge Stream " + picked.name())) {
                return;
            }
            BucketWarning.check(session.around(), picked.name());
            purge(picked);
        });
        return 0;
    }

    private void purge(StreamContext picked) {
        PurgeRequest request = new PurgeRequest(sequence, subject, keep);
        long purged = Attempt.to("could not purge Stream", () -> picked.purge(request));
        if (!isJson) {
            session.around().print("Purged " + purged + " messages from " + picked.name() + "\n\n");
        }
        new StreamSheet(session.around(), isJson).print(picked.info(), true);
    }
}
