package io.natter.cli.bench;

import io.natter.cli.command.Session;
import io.natter.cli.command.StoppedException;
import io.natter.cli.command.Surroundings;
import io.natter.cli.text.GoDuration;
import io.natter.client.NatsConnection;
import io.natter.client.SubscribeOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code natter bench service serve}: answers requests until it is told to end.
 *
 * <p><i>Confined to the command's thread</i>, apart from its handlers. Its members share the queue group that services share ("q").
 */
@Command(name = "serve", description = "Service requests")
final class ServeLoad implements Callable<Integer> {
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);
    private static final String QUEUE = "q";

    @Parameters(paramLabel = "<subject>", description = "Subject to use for the benchmark")
    private String subject = "";

    @Option(
            names = "--sleep",
            paramLabel = "DURATION",
            description = "Sleep for the specified interval before replying to the request")
    private Duration sleep = Duration.ZERO;

    @Mixin
    private BenchFlags flags = new BenchFlags();

    private final Session session;

    ServeLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        new BenchRun(session, flags, BenchKind.SERVE)
                .announce(List.of("subject=" + subject, "sleep=" + GoDuration.brief(sleep)));
        List<NatsConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < flags.clients; i++) {
                NatsConnection nats = session.connect();
                connections.add(nats);
                session.around()
                        .log("[" + (i + 1) + "] Starting " + BenchKind.SERVE.label() + ", hit control-c to stop");
                nats.subscribe(subject, SubscribeOptions.inQueue(QUEUE), request -> {
                    Surroundings.pause(sleep);
                    request.respond(OK);
                });
                nats.flush(session.timeout());
            }
            new CountDownLatch(1).await(); // until the thread is interrupted
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        } finally {
            connections.forEach(NatsConnection::closeNow);
        }
        return 0;
    }
}
