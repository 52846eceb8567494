package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter consumer next}: some messages of a pull consumer. <i>Confined to one thread.</i> */
@Command(name = "next", description = "Retrieves messages from Pull consumers without interactive prompts")
final class NextMessages implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<stream>", description = "Stream name")
    private String stream = "";

    @Parameters(index = "1", paramLabel = "<consumer>", description = "Consumer name")
    private String consumer = "";

    @Option(names = "--ack", negatable = true, description = "Acknowledge received message")
    private @Nullable Boolean isAcked;

    @Option(names = "--nak", description = "Perform a Negative Acknowledgement on the message")
    private boolean isNaked;

    @Option(names = "--term", description = "Terms the message")
    private boolean isTerminated;

    @Option(
            names = {"-r", "--raw"},
            description = "Show only the message")
    private boolean isRaw;

    @Option(names = "--wait", paramLabel = "DURATION", description = "Wait up to this period to acknowledge messages")
    private Duration wait = Duration.ZERO;

    @Option(
            names = "--count",
            defaultValue = "1",
            description = "Number of messages to try to fetch from the pull consumer")
    private int count = 1;

    private final Session session;

    NextMessages(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (isTerminated && (isNaked || Boolean.TRUE.equals(isAcked))) {
            throw new UsageException("can not both Acknowledge and Terminate message");
        }
        session.withJetStream(this::fetch);
        return 0;
    }

    private void fetch(JetStream js) {
        ConsumerContext source = js.stream(stream).consumer(consumer);
        MessageSheet sheet = new MessageSheet(session.around(), isRaw);
        for (int i = 0; i < count; i++) {
            JetStreamMessage message = Attempt.to("no message received", () -> source.next(session.timeout()))
                    .orElseThrow(() -> new UsageException("no message received: nats: timeout"));
            sheet.print(message, message.metadata());
            answer(message);
            js.connection().flush(session.timeout());
        }
    }

    private void answer(JetStreamMessage message) {
        Surroundings around = session.around();
        if (isTerminated) {
            message.term();
            around.print("\nTerminated message\n");
            return;
        }
        if (!isNaked && Boolean.FALSE.equals(isAcked)) {
            return;
        }
        Duration delay = wait.isZero() ? wait : Duration.ofNanos(around.random().nextLong(wait.toNanos()));
        Surroundings.pause(delay);
        if (isNaked) {
            message.nak();
        } else {
            message.ack();
        }
        if (!isRaw) {
            String after = delay.isZero() ? "" : " after " + GoDuration.exact(delay) + " delay";
            around.print("\n" + (isNaked ? "Negative " : "") + "Acknowledged message" + after + "\n\n");
        }
    }
}
