package io.natter.cli.command;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import io.natter.cli.IoText;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.client.Message;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.MessageMetadata;
import io.natter.client.jetstream.StreamMessage;
import io.natter.protocol.wire.Headers;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows messages in the three ways of {@code natter sub}.
 *
 * <pre>
 *   for people   [#1] Received on "orders.new" with reply "_INBOX.x", then headers, then the payload
 *                [#1] Received JetStream message: stream: ORDERS seq: 1 / pending: 0 / subject: orders.new / time: 2026-11-21 15:04:05
 *   raw          the payload
 *   dump         {"Subject":"a","Reply":"","Header":null,"Data":"aGVsbG8=","Sub":null}, in a file or ended by a zero byte
 * </pre>
 *
 * <p><i>Confined to one thread.</i>
 */
final class MessagePrinter {
    private static final JsonStream JSON =
            JsonStream.builder().serializeNulls(true).serializeEmpty(true).build();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final int DOT_EVERY = 100;

    private final Surroundings around;
    private final SubscribeFlags flags;
    private final boolean isTraced;
    private final BodyPrinter body;
    private final Instant start;

    MessagePrinter(Surroundings around, SubscribeFlags flags, boolean isTraced) {
        this.around = around;
        this.flags = flags;
        this.isTraced = isTraced;
        this.body = new BodyPrinter(around.out(), flags.translate);
        this.start = around.clock().instant();
    }

    /** Shows one message, and the answer to it if there is one. */
    void print(Message message, @Nullable Message reply, long counter) {
        if (isTraced && message.replyTo() != null) {
            around.out().println("<<< Reply Subject: " + message.replyTo());
        }
        if (flags.dump != null) {
            long number = number(message, counter);
            dump(flags.dump, message, counter, number + ".json");
            if (reply != null) {
                dump(flags.dump, reply, counter, number + "_reply.json");
            }
        } else if (flags.raw) {
            body.compact(message.payload(), "");
            if (reply != null) {
                around.out().write(reply.payload(), 0, reply.payload().length);
                around.out().println();
            }
        } else {
            pretty(message, reply, counter);
        }
        around.out().flush();
    }

    // What its file is named by: its sequence in a stream, or else how many there were.
    private static long number(Message message, long counter) {
        if (message instanceof JetStreamMessage delivered) {
            return delivered.metadata().streamSequence();
        }
        return message instanceof StreamMessage stored ? stored.sequence() : counter;
    }

    private void pretty(Message message, @Nullable Message reply, long counter) {
        PrintStream out = around.out();
        String mark = "[#" + counter + "]" + time(message);
        out.println(mark + " Received " + origin(message));
        if (!flags.subjectsOnly) {
            contents(message);
        }
        if (reply != null) {
            out.println(mark + " Matched reply on \"" + reply.subject() + "\"");
            contents(reply);
        }
    }

    private String origin(Message message) {
        if (message instanceof JetStreamMessage delivered) {
            MessageMetadata at = delivered.metadata();
            return "JetStream message: stream: " + at.stream() + " seq: " + HumanNumbers.comma(at.streamSequence())
                    + " / pending: " + HumanNumbers.comma(at.pendingCount()) + " / subject: " + message.subject()
                    + " / time: " + HumanTime.at(at.time(), around.clock());
        }
        if (message instanceof StreamMessage stored) {
            return "JetStream message (direct): stream: " + stored.stream() + " seq " + stored.sequence()
                    + " / subject: " + message.subject() + " / time: " + HumanTime.at(stored.time(), around.clock());
        }
        String replyTo = message.replyTo() == null ? "" : " with reply \"" + message.replyTo() + "\"";
        return "on \"" + message.subject() + "\"" + replyTo;
    }

    private void contents(Message message) {
        body.headers(message.headers());
        if (!flags.headersOnly) {
            body.spaced(message.payload(), message.subject());
        }
    }

    private String time(Message message) {
        Instant now = around.clock().instant();
        Instant stored = message instanceof JetStreamMessage delivered
                ? delivered.metadata().time()
                : null;
        if (flags.timestamp) {
            Instant shown = stored == null ? now : stored;
            return " @ " + STAMP.format(shown.atZone(around.clock().getZone()));
        }
        return flags.deltaTime ? " @ " + GoDuration.exact(Duration.between(stored == null ? start : stored, now)) : "";
    }

    private void dump(String target, Message message, long counter, String fileName) {
        String json = json(message, body.translated(message.payload(), ""));
        PrintStream out = around.out();
        if (target.equals("-")) {
            out.print(json + "\0");
            return;
        }
        try {
            write(Path.of(target, fileName), json);
        } catch (IOException e) {
            around.log("Could not save message: " + IoText.of(e));
        }
        if (counter % DOT_EVERY == 0) {
            out.print(".");
        }
    }

    private static void write(Path file, String json) throws IOException {
        Files.writeString(file, json);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    static String json(Message message, byte[] payload) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JSON.writer(text)) {
            writer.beginObject();
            writer.name("Subject");
            writer.value(message.subject());
            writer.name("Reply");
            String replyTo = message.replyTo();
            writer.value(replyTo == null ? "" : replyTo);
            writer.name("Header");
            headers(writer, message.headers());
            writer.name("Data");
            writer.value(Base64.getEncoder().encodeToString(payload));
            writer.name("Sub");
            writer.nullValue();
            writer.endObject();
        }
        return text.toString();
    }

    private static void headers(JsonWriter writer, Headers headers) {
        if (headers.entries().isEmpty()) {
            writer.nullValue();
            return;
        }
        writer.beginObject();
        for (String name : headers.names().stream().sorted().toList()) {
            writer.name(name);
            writer.beginArray();
            headers.all(name).forEach(writer::value);
            writer.endArray();
        }
        writer.endObject();
    }
}
