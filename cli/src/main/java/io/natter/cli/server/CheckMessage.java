package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.client.jetstream.StreamMessage;
import io.natter.protocol.subject.Subjects;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check message}: the last message of a subject. <i>Confined to one thread.</i> */
@Command(name = "message", description = "Checks properties of a message stored in a stream")
final class CheckMessage implements Callable<Integer> {
    @Option(names = "--stream", required = true, description = "The streams to check")
    private String stream = "";

    @Option(names = "--subject", required = true, description = "The subject to fetch a message from")
    private String subject = "";

    @Option(names = "--age-warn", paramLabel = "DURATION", description = "Warning threshold for message age")
    private Duration ageWarning = Duration.ZERO;

    @Option(names = "--age-critical", paramLabel = "DURATION", description = "Critical threshold for message age")
    private Duration ageCritical = Duration.ZERO;

    @Option(names = "--content", paramLabel = "REGEX", description = "Regular expression to check the content against")
    private @Nullable Pattern content;

    @Option(
            names = "--body-timestamp",
            description = "Use message body as a unix timestamp instead of message metadata")
    private boolean isTimeInBody;

    private final Session session;
    private final CheckFlags flags;

    CheckMessage(Session session, CheckFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        return flags.run(
                session,
                new CheckResult("message", "Stream Message"),
                result -> session.withJetStream(js -> {
                    if (!Subjects.isLiteral(subject)) {
                        throw new UsageException("invalid subject \"" + subject + "\"");
                    }
                    Optional<StreamMessage> last = js.stream(stream).lastMessage(subject);
                    if (last.isEmpty()) {
                        result.critical("no message found");
                    } else {
                        check(result, last.get());
                    }
                }));
    }

    private void check(CheckResult result, StreamMessage message) {
        Duration age = Duration.between(time(message), session.around().clock().instant());
        double seconds = age.toMillis() / 1e3;
        result.metric(
                "age",
                seconds,
                "s",
                ageWarning.toMillis() / 1e3,
                ageCritical.toMillis() / 1e3,
                "The age of the message");
        result.metric("size", message.payload().length, "B", 0, 0, "The size of the message");
        String text = GoDuration.exact(Duration.ofMillis(age.toMillis())) + " old";
        if (!ageCritical.isZero() && age.compareTo(ageCritical) > 0) {
            result.critical(text);
        } else if (!ageWarning.isZero() && age.compareTo(ageWarning) > 0) {
            result.warning(text);
        }
        if (content != null && !content.matcher(message.text()).find()) {
            result.critical("does not match regex: " + content.pattern());
        }
        result.goodIfNothingElse("Valid message on " + stream + " > " + subject);
    }

    private Instant time(StreamMessage message) {
        if (!isTimeInBody) {
            return message.time();
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(message.text().strip()));
        } catch (NumberFormatException e) {
            throw new UsageException("invalid timestamp body: got \"" + message.text() + "\", expected seconds", e);
        }
    }
}
