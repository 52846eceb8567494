package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A feed of a consumer that delivers by itself (D188-D190).
 *
 * <p>Thread-safe. Requests of flow control are answered when all before them was handed out. Without heartbeats in its configuration a consumer that is
 * silent cannot be told from one that has nothing.
 */
final class PushFeed extends Feed {
    private static final byte[] EMPTY = new byte[0];

    private final ConsumerConfig config;

    PushFeed(Api api, Origin origin, Owner owner, ConsumerConfig config) {
        super(api, origin, owner);
        this.config = config;
    }

    @Override
    String subject() {
        return config.deliverSubject();
    }

    @Override
    Duration heartbeat() {
        return config.idleHeartbeat();
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
            answer(message.headers().first(JetStreamHeaders.CONSUMER_STALLED));
        } else if (status != null) {
            recover(Statuses.exception("consumer of " + subject(), status));
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
