package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.StreamContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream rmm}: overwrites a message. <i>Confined to one thread.</i> */
@Command(name = "rmm", description = "Securely removes an individual message from a stream")
final class RemoveMessage implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Parameters(index = "1", arity = "0..1", paramLabel = "<id>", description = "Message Sequence to remove")
    private @Nullable Long sequence;

    @Option(
            names = {"-f", "--force"},
            description = "Force removal without prompting")
    private boolean isForced;

    private final Session session;
    private final StreamChoice choice;

    RemoveMessage(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            long removed = sequence == null ? ask() : sequence;
            if (removed <= 0) {
                throw new UsageException("positive message ID required");
            }
            BucketWarning.check(session.around(), picked.name());
            String question = "Really remove message " + removed + " from Stream " + picked.name();
            if (isForced || Confirmation.isGiven(session.around(), question)) {
                remove(picked, removed);
            }
        });
        return 0;
    }

    private long ask() {
        return Numbers.parse(
                "message sequence", new Prompt(session.around()).text("Message Sequence to remove", "<id>"));
    }

    private static void remove(StreamContext picked, long sequence) {
        if (!Attempt.to("could not remove message", () -> picked.eraseMessage(sequence))) {
            throw new UsageException("could not remove message: no message " + sequence + " in " + picked.name());
        }
    }
}
