package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ApiErrorCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream rm}. <i>Confined to one thread.</i> */
@Command(name = "rm", description = "Removes a stream")
final class RemoveStream implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Option(
            names = {"-f", "--force"},
            description = "Force removal without prompting")
    private boolean isForced;

    private final Session session;
    private final StreamChoice choice;

    RemoveStream(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        String name = stream;
        if (isForced && name == null) {
            throw new UsageException("--force requires a stream name");
        }
        session.withJetStream(js -> {
            if (name != null && isForced) {
                remove(js, name);
                return;
            }
            StreamContext picked = choice.pick(js, name);
            if (Confirmation.isGiven(session.around(), "Really delete Stream " + picked.name())) {
                remove(js, picked.name());
            }
        });
        return 0;
    }

    private static void remove(JetStream js, String name) {
        if (!Attempt.to("could not remove Stream", () -> js.deleteStream(name))) {
            ApiErrorCode missing = ApiErrorCode.STREAM_NOT_FOUND;
            throw new UsageException("could not remove Stream: stream \"" + name + "\": " + missing.template() + " ("
                    + missing.errorCode() + ")");
        }
    }
}
