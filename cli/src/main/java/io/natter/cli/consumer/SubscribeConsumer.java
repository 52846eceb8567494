package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.text.GoDuration;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code natter consumer sub}: the next message of a pull consumer, or all that a push consumer sends until the command is told to end.
 *
 * <p><i>Confined to one thread.</i>
 */
@Command(name = "sub", description = "Retrieves messages from consumers", hidden = true)
final class SubscribeConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Option(names = "--ack", negatable = true, description = "Acknowledge received message")
    private @Nullable Boolean isAcked;

    @Option(
            names = {"-r", "--raw"},
            description = "Show only the message")
    private boolean isRaw;

    @SuppressWarnings("unused") // taken as the tool takes it, and of no use here
    @Option(names = "--deliver-group", hidden = true)
    private @Nullable String deliverGroup;

    private final Session session;
    private final ConsumerChoice choice;

    SubscribeConsumer(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            ConsumerContext picked = choice.pick(js, arguments);
            ConsumerConfig config = ConsumerSheet.config(picked.info());
            boolean isAcking = config.ackPolicy() != AckPolicy.NONE && !Boolean.FALSE.equals(isAcked);
            if (config.deliverSubject().isEmpty()) {
                picked.next(session.timeout()).ifPresent(message -> show(message, isAcking));
            } else {
                announce(config, isAcking);
                follow(picked, isAcking);
            }
            js.connection().flush(session.timeout());
        });
        return 0;
    }

    private void announce(ConsumerConfig config, boolean isAcking) {
        if (isRaw) {
            return;
        }
        Surroundings around = session.around();
        around.print("Subscribing to topic " + config.deliverSubject() + " auto acknowledgment: " + isAcking + "\n\n"
                + "Consumer Info:\n  Ack Policy: " + ConsumerConfigSheet.ackPolicy(config.ackPolicy()) + "\n"
                + (config.ackPolicy() == AckPolicy.NONE
                        ? ""
                        : "    Ack Wait: " + GoDuration.exact(config.ackWait()) + "\n")
                + "\n");
    }

    private void follow(ConsumerContext picked, boolean isAcking) {
        try (JetStreamMessages messages = picked.messages()) {
            for (JetStreamMessage message : messages) {
                show(message, isAcking);
            }
        }
    }

    private void show(JetStreamMessage message, boolean isAcking) {
        new MessageSheet(session.around(), isRaw).print(message, message.metadata());
        if (isAcking) {
            message.ack();
        }
    }
}
