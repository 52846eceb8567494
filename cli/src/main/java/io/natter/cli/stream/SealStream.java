package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream seal}: nothing goes in or out any more. <i>Confined to one thread.</i> */
@Command(name = "seal", description = "Seals a stream preventing further updates")
final class SealStream implements Callable<Integer> {
    @Parameters(paramLabel = "<stream>", description = "The name of the stream to seal")
    private String stream = "";

    @Option(
            names = {"-f", "--force"},
            description = "Force sealing without prompting")
    private boolean isForced;

    private final Session session;
    private final StreamChoice choice;

    SealStream(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            String question =
                    "Really seal Stream " + picked.name() + ", sealed streams can not be unsealed or modified";
            if (isForced || Confirmation.isGiven(session.around(), question)) {
                seal(js, picked);
            }
        });
        return 0;
    }

    private void seal(JetStream js, StreamContext picked) {
        StreamConfig sealed = picked.info().config().toBuilder().sealed(true).build();
        StreamContext done = Attempt.to("could not seal Stream", () -> js.updateStream(sealed));
        new StreamSheet(session.around(), false).print(done.info(), false);
    }
}
