package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A feed of a consumer that delivers by itself (D188-D190).
 *
 * <p>Thread-safe. Requests of flow control are answered when all before them was handed out. Without heartbeats in its configuration a consumer that is
 * silent cannot be told from one that has nothing. A heartbeat of an earlier consumer of the same subject may have the present one made once more.
 */
final class PushFeed extends Feed {
    private static final byte[] EMPTY = new byte[0];

    private final String subject;
    private final Duration heartbeat;

    /**
     * A feed that was not started.
     *
     * @param subject what to subscribe to
     * @param heartbeat the consumer's
     */
    PushFeed(Api api, Origin origin, Owner owner, String subject, Duration heartbeat) {
        super(api, origin, owner);
        this.subject = subject;
        this.heartbeat = heartbeat;
    }

    @Override
    String subject() {
        return subject;
    }

    @Override
    Duration heartbeat() {
        return heartbeat;
    }

    @Override
    boolean expectsSomething() {
        return true;
    }

    @Override
    boolean asks() {
        return false;
    }

    @Override
    void resume() {
        // it delivers by itself, as long as there is interest
    }

    @Override
    void delivered(Message message) {
        // nothing is counted
    }

    @Override
    void status(Message message) {
        Headers.Status status = message.headers().status();
        ApiStatus known = Statuses.of(status);
        if (known == ApiStatus.FLOW_CONTROL_REQUEST) {
            answer(message.replyTo());
        } else if (known == ApiStatus.IDLE_HEARTBEAT) {
            heartbeat(message.headers());
        } else if (status != null) {
            recover(Statuses.exception("consumer of " + subject, status));
        }
    }

    private void heartbeat(Headers headers) {
        answer(headers.first(JetStreamHeaders.CONSUMER_STALLED));
        if (!origin().isWhole(StoredMessages.number(headers, JetStreamHeaders.LAST_CONSUMER))) {
            recover(new JetStreamApiException("consumer of " + subject, Statuses.GAP));
        }
    }

    private void answer(@Nullable String subject) {
        if (subject == null) {
            return;
        }
        try {
            api().connection().publish(subject, EMPTY);
        } catch (NatsException notSent) {
            problem(notSent); // the next heartbeat asks again
        }
    }
}
