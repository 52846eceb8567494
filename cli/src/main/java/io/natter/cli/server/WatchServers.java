package io.natter.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.TerminalSize;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.JsonTree;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.protocol.Nuid;
import io.natter.protocol.json.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code natter server watch}: what servers tell of themselves from time to time, drawn anew each second until the command is told to end.
 *
 * <p><i>Confined to one thread</i>, apart from what is received.
 */
@Command(description = "Watch what servers tell of themselves")
final class WatchServers implements Callable<Integer> {
    private static final String CLEAR = "\033[2J\033[H";
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int FRAME_ROWS = 9;
    private static final int TOLD_MAX = 100_000;

    /** Servers tell of an account every 30 seconds: who has not for so long has no connections of it any more. */
    private static final Duration STALE = Duration.ofSeconds(35);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    @Option(names = "--sort", paramLabel = "WORD", description = "Sorts by a specific property")
    private @Nullable String sort;

    @Option(
            names = {"-n", "--number"},
            description = "Amount of rows to show by the selected dimension")
    private int number;

    private final Session session;
    private final WatchedFigures watched;

    /** What was told, and when; by server, and account where it is about one. */
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    private record Told(JsonTree figures, Instant time) {}

    WatchServers(Session session, WatchedFigures watched) {
        this.session = session;
        this.watched = watched;
    }

    @Override
    public Integer call() {
        String order = sort == null ? watched.usualOrder() : sort;
        if (!watched.orders().contains(order)) {
            throw new UsageException("--sort: got \"" + order + "\", expected one of "
                    + watched.orders().stream().sorted().toList());
        }
        try (NatsConnection nats = session.connect()) {
            nats.subscribe(watched.subject(), this::take);
            if (watched != WatchedFigures.ACCOUNTS) {
                askOnce(nats);
            }
            while (true) {
                Surroundings.pause(TICK);
                draw(order);
            }
        }
    }

    // So that there is something to be seen before the servers tell next.
    private void askOnce(NatsConnection nats) {
        String inbox = nats.options().inboxPrefix() + "." + Nuid.next();
        nats.subscribe(inbox, this::take);
        nats.publish(Outgoing.of("$SYS.REQ.SERVER.PING", "".getBytes(UTF_8)).withReplyTo(inbox));
    }

    private void take(Message message) {
        JsonTree figures;
        try {
            figures = JsonTree.parse(message.payload());
        } catch (JsonException notOfAServer) {
            return;
        }
        if (watched.shows(figures) && told.size() < TOLD_MAX) {
            String key = figures.text("server", "id") + " " + figures.text("acc");
            told.put(key, new Told(figures, session.around().clock().instant()));
        }
    }

    private void draw(String order) {
        boolean isScreen = session.around().isOutputTerminal();
        int most = number > 0 ? number : Integer.MAX_VALUE;
        if (isScreen) {
            most = Math.max(1, Math.min(most, TerminalSize.of(session.around()).rows() - FRAME_ROWS));
        }
        Instant now = session.around().clock().instant();
        if (watched == WatchedFigures.ACCOUNTS) {
            told.values().removeIf(each -> each.time().isBefore(now.minus(STALE)));
        }
        Collection<Told> all = List.copyOf(told.values());
        Instant last = all.stream().map(Told::time).max(Instant::compareTo).orElse(now);
        String time = TIME.format(LocalDateTime.ofInstant(last, ZoneId.systemDefault()));
        String table = watched.render(all.stream().map(Told::figures).toList(), order, most, time);
        session.around().print((isScreen ? CLEAR : "") + table);
    }
}
