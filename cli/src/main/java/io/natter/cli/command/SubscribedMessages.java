package io.natter.cli.command;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.protocol.Nuid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages of plain subscriptions, taken from one queue.
 *
 * <p><i>Confined to one thread</i>, apart from that queue: while it is full the handlers wait, and the subscriptions' own limits hold.
 */
final class SubscribedMessages implements Incoming {
    private static final int WAITING_MAX = 1024;
    private static final String ACK_PREFIX = "$JS.ACK.";

    private final SubscribeFlags flags;
    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<Subscription> subscriptions = new ArrayList<>();

    private SubscribedMessages(SubscribeFlags flags) {
        this.flags = flags;
    }

    /** Subscribes as the flags say, and says so. */
    static SubscribedMessages open(Session session, NatsConnection nats, SubscribeFlags flags) {
        if (flags.subjects.isEmpty()) {
            flags.subjects.add(nats.options().inboxPrefix() + "." + Nuid.next());
        }
        SubscribedMessages messages = new SubscribedMessages(flags);
        messages.subscribe(session.around(), nats);
        return messages;
    }

    private void subscribe(Surroundings around, NatsConnection nats) {
        if (flags.matchReplies) {
            String inboxes = nats.options().inboxPrefix() + ".>";
            if (!flags.isQuiet()) {
                around.log("Matching replies with inbox prefix " + inboxes);
            }
            nats.subscribe(inboxes, message -> received.put(new Received(message, true)));
        }
        if (!flags.isQuiet() || flags.inbox) {
            String acknowledging = flags.isAcking ? "with acknowledgement of JetStream messages " : "";
            around.log(
                    "Subscribing on " + String.join(", ", flags.subjects) + " " + acknowledging + flags.ignoredWords());
        }
        SubscribeOptions options = SubscribeOptions.DEFAULTS.withQueue(flags.queue);
        for (String subject : flags.subjects) {
            subscriptions.add(nats.subscribe(subject, options, message -> received.put(new Received(message, false))));
        }
    }

    @Override
    public @Nullable Received next(Duration wait) {
        try {
            return received.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        }
    }

    @Override
    public void shown(Message message) {
        String replyTo = message.replyTo();
        if (flags.isAcking && replyTo != null && replyTo.startsWith(ACK_PREFIX)) {
            message.respond(new byte[0]);
        }
    }

    @Override
    public boolean isEnded() {
        return false;
    }

    @Override
    public void stop() {
        subscriptions.forEach(Subscription::unsubscribe);
    }

    @Override
    public void close() {
        // The subscriptions end with the connection.
    }
}
