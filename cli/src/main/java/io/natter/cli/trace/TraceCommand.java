package io.natter.cli.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.cli.command.HeaderTexts;
import io.natter.cli.command.Session;
import io.natter.cli.command.StoppedException;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.JsonTree;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.protocol.Nuid;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.wire.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code natter trace}: where a message goes, told by the servers that it meets.
 *
 * <p><i>Confined to the command's thread.</i> Without {@code --deliver} the message itself goes nowhere.
 */
@Command(name = "trace", description = "Trace message delivery within an NATS network")
public final class TraceCommand implements Callable<Integer> {
    private static final int EVENT_BYTES_MAX = 64 << 20;
    private static final int MAJOR = 2;
    private static final int MINOR = 11;

    /** How long servers of a cluster may take to hear who listens for the events. */
    private static final Duration SPREADING = Duration.ofMillis(250);

    @Parameters(index = "0", paramLabel = "<subject>", description = "The subject to publish to")
    private String subject = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "<payload>", description = "The message body to send")
    private @Nullable String payload;

    @Option(names = "--deliver", description = "Deliver the message to the final destination")
    private boolean isDelivered;

    @Option(
            names = {"-T", "--timestamp"},
            description = "Show event timestamps")
    private boolean isTimed;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "K:V",
            description = "Adds headers to the trace message using K:V format")
    private List<String> headers = new ArrayList<>();

    private final Session session;

    /** The command for a session. */
    public TraceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (NatsConnection nats = session.connect()) {
            requireTracing(nats.serverInfo());
            String how = isDelivered ? "with delivery to the final destination" : "";
            session.around().print("Tracing message route to subject " + subject + " " + how + "\n\n");
            BlockingQueue<Message> received = new LinkedBlockingQueue<>();
            String inbox = nats.options().inboxPrefix() + "." + Nuid.next();
            nats.subscribe(inbox, received::add);
            nats.flush(session.timeout());
            ServerInfo server = nats.serverInfo();
            if (server != null && server.cluster() != null) {
                Surroundings.pause(SPREADING);
            }
            byte[] body = payload == null ? new byte[0] : payload.getBytes(UTF_8);
            nats.publish(Outgoing.of(subject, body).withHeaders(headers(inbox)));
            session.around().print(TraceText.of(collected(received), isTimed));
        }
        return 0;
    }

    private static void requireTracing(@Nullable ServerInfo server) {
        String[] parts = server == null ? new String[0] : server.version().split("[.-]", -1);
        boolean isOld = parts.length > 1
                && parts[0].equals(Integer.toString(MAJOR))
                && parts[1].matches("\\d{1,3}")
                && Integer.parseInt(parts[1]) < MINOR;
        if (isOld) {
            throw new UsageException("tracing messages require NATS Server " + MAJOR + "." + MINOR);
        }
    }

    private Headers headers(String inbox) {
        Headers.Builder all = Headers.builder();
        HeaderTexts.parse(headers).entries().forEach(header -> all.add(header.name(), header.value()));
        all.add("Accept-Encoding", "gzip").add("Nats-Trace-Dest", inbox);
        return (isDelivered ? all : all.add("Nats-Trace-Only", "true")).build();
    }

    // Until all servers that are named as the next hop have told, or no more comes.
    private TraceEvents collected(BlockingQueue<Message> received) {
        TraceEvents events = new TraceEvents();
        while (!events.isComplete()) {
            Message message = next(received);
            if (message == null) {
                break;
            }
            byte[] json = json(message);
            if (session.isTraced()) {
                session.around().print(">>> " + new String(json, UTF_8) + "\n");
            }
            events.add(JsonTree.parse(json));
        }
        if (events.origin() == null) {
            throw new UsageException("no trace of the message was received");
        }
        return events;
    }

    private @Nullable Message next(BlockingQueue<Message> received) {
        try {
            return received.poll(session.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            throw new StoppedException(stopped);
        }
    }

    private static byte[] json(Message message) {
        if (!"gzip".equals(message.header("Content-Encoding"))) {
            return message.payload();
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(message.payload()))) {
            return in.readNBytes(EVENT_BYTES_MAX);
        } catch (IOException broken) {
            throw new UsageException("trace: got an event that is not gzip: " + broken.getMessage(), broken);
        }
    }
}
