package io.natter.cli.traffic;

import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.client.NatsConnection;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code natter traffic}: messages and bytes a second, drawn anew each second until the command is told to end.
 *
 * <p><i>Confined to one thread</i>, apart from what is received.
 */
@Command(name = "traffic", description = "Monitor NATS network traffic")
public final class TrafficCommand implements Callable<Integer> {
    private static final String CLEAR = "\033[2J\033[H";
    private static final Duration TICK = Duration.ofSeconds(1);

    @Parameters(
            arity = "0..1",
            defaultValue = ">",
            paramLabel = "<subjects>",
            description = "Subjects to monitor, defaults to all")
    private String subjects = ">";

    private final Session session;

    /** The command for a session. */
    public TrafficCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TrafficTables tables = new TrafficTables();
        boolean isScreen = session.around().isOutputTerminal();
        try (NatsConnection nats = session.connect()) {
            nats.subscribe(
                    subjects, message -> tables.count(message.subject(), message.replyTo(), message.payload().length));
            while (true) {
                Surroundings.pause(TICK);
                session.around().print((isScreen ? CLEAR : "") + tables.next());
            }
        }
    }
}
