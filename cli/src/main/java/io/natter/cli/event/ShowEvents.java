package io.natter.cli.event;

import io.natter.cli.command.Session;
import io.natter.cli.command.StoppedException;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.context.ContextKey;
import io.natter.cli.text.HumanTime;
import io.natter.cli.text.JsonTree;
import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import io.natter.client.jetstream.OrderedOptions;
import io.natter.protocol.json.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code natter events}: shows advisories and metrics until it is told to end.
 *
 * <p><i>Confined to one thread</i>, which takes what comes from one queue; while that is full the handlers wait.
 */
@Command(name = "events", description = "Show Advisories and Events")
public final class ShowEvents implements Callable<Integer> {
    private static final int WAITING_MAX = 1024;
    private static final String EVENTS = "$JS.EVENT";

    @Option(
            names = {"-a", "--all"},
            description = "Show all events")
    private boolean isAll;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(names = "--cloudevent", description = "Produce CloudEvents v1 output")
    private boolean isCloudEvent;

    @Option(names = "--short", description = "Short event format")
    private boolean isShort;

    @Option(
            names = "--filter",
            defaultValue = ".",
            paramLabel = "REGEX",
            description = "Filter across the entire event using regular expressions")
    private String filter = ".";

    @Option(names = "--js-metric", description = "Shows JetStream metric events (false)")
    private boolean isWithMetrics;

    @Option(names = "--js-advisory", description = "Shows advisory events (false)")
    private boolean isWithAdvisories;

    @Option(
            names = "--srv-advisory",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Shows NATS Server advisories (true)")
    private boolean isWithServers = true;

    @Option(
            names = "--subjects",
            paramLabel = "SUBJECTS",
            description = "Show Advisories and Metrics received on specific subjects")
    private List<String> subjects = new ArrayList<>();

    @Option(names = "--stream", description = "Reads events from a Stream only")
    private @Nullable String stream;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "When reading a Stream reads from a certain duration ago")
    private Duration since = Duration.ZERO;

    private final Session session;
    private Pattern pattern = Pattern.compile("");

    /** The command for a session. */
    public ShowEvents(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean isAnyChosen = isAll || isWithAdvisories || isWithMetrics || !subjects.isEmpty();
        if (!isAnyChosen && !isWithServers && stream == null) {
            throw new UsageException("no events were chosen");
        }
        if (isAnyChosen && stream != null) {
            throw new UsageException("cannot specify both Stream and specific advisories or extra subjects");
        }
        try {
            pattern = Pattern.compile(filter, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new UsageException("invalid body regular expression: " + e.getDescription(), e);
        }
        try (NatsConnection nats = session.connect()) {
            if (stream != null) {
                read(nats, stream);
            } else {
                listen(nats);
            }
        }
        return 0;
    }

    private void listen(NatsConnection nats) {
        String chosen = session.context().find(ContextKey.JETSTREAM_EVENT_PREFIX);
        String prefix = chosen == null ? EVENTS : chosen;
        BlockingQueue<Message> received = new ArrayBlockingQueue<>(WAITING_MAX);
        if (isWithAdvisories || isAll) {
            subscribe(nats, received, "Advisories", prefix + ".ADVISORY.>");
        }
        if (isWithMetrics || isAll) {
            subscribe(nats, received, "Metrics", prefix + ".METRIC.>");
        }
        if (isWithServers || isAll) {
            subscribe(nats, received, "Client Connection events", "$SYS.ACCOUNT.*.CONNECT");
            subscribe(nats, received, "Client Disconnection events", "$SYS.ACCOUNT.*.DISCONNECT");
            subscribe(nats, received, "Authentication Errors events", "$SYS.SERVER.*.CLIENT.AUTH.ERR");
        }
        for (String subject : subjects) {
            subscribe(nats, received, "advisories", subject);
        }
        nats.flush(session.timeout());
        try {
            while (nats.state() != ConnectionState.CLOSED) {
                show(received.take());
            }
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        }
    }

    private void subscribe(NatsConnection nats, BlockingQueue<Message> received, String what, String subject) {
        tell("Listening for " + what + " on " + subject);
        nats.subscribe(subject, received::put);
    }

    private void read(NatsConnection nats, String name) {
        OrderedOptions options = OrderedOptions.DEFAULTS;
        String from = "";
        if (!since.isZero()) {
            Instant start = session.around().clock().instant().minus(since);
            options = options.fromTime(start);
            from = " since " + HumanTime.at(start, session.around().clock());
        }
        tell("Listening for Events in stream " + name + from);
        try (JetStreamMessages messages =
                session.jetStream(nats).stream(name).orderedConsumer(options).messages()) {
            for (JetStreamMessage message : messages) {
                show(message);
            }
        }
    }

    private void tell(String line) {
        if (!isJson && !isCloudEvent) {
            session.around().print(line + "\n");
        }
    }

    private void show(Message message) {
        String text = message.text();
        if (!pattern.matcher(text).find()) {
            return;
        }
        Surroundings around = session.around();
        if (isJson && !isCloudEvent) {
            around.print(text + "\n");
            return;
        }
        EventSheet sheet;
        try {
            sheet = new EventSheet(JsonTree.parse(message.payload()), around.clock());
        } catch (JsonException e) {
            around.print("Event error: parsing failed: " + e.getMessage() + "\n\n" + text.indent(10));
            return;
        }
        if (!sheet.isKnown()) {
            around.print(
                    "Event error: unknown event schema on subject " + message.subject() + "\n\n" + text.indent(10));
        } else if (isCloudEvent) {
            around.print(sheet.cloudEvent() + "\n");
        } else {
            around.print((isShort ? sheet.compact() : sheet.extended()) + "\n");
        }
    }
}
