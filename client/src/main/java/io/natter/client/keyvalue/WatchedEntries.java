package io.natter.client.keyvalue;

import io.natter.client.jetstream.JetStreamMessage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber of a watch, between it and an ordered consumer's publisher: messages become entries.
 *
 * <p>Its methods run one at a time, as those of any subscriber. For an entry that is not wanted it asks for another, so that demand counts what is told.
 *
 * @param <V> type of the values
 */
final class WatchedEntries<V> implements Flow.Subscriber<JetStreamMessage> {
    private final StreamKeyValue<V> bucket;
    private final WatchOptions options;
    private final Flow.Subscriber<? super KeyValueEntry<V>> subscriber;
    private Flow.@Nullable Subscription subscription;
    private boolean isOver;

    WatchedEntries(
            StreamKeyValue<V> bucket, WatchOptions options, Flow.Subscriber<? super KeyValueEntry<V>> subscriber) {
        this.bucket = bucket;
        this.options = options;
        this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        subscriber.onSubscribe(begun);
    }

    @Override
    public void onNext(JetStreamMessage message) {
        Flow.Subscription source = subscription;
        if (isOver || source == null) {
            return;
        }
        KeyValueEntry<V> entry;
        try {
            entry = bucket.entry(message);
        } catch (RuntimeException noKey) { // of a key codec that does not know it
            isOver = true;
            source.cancel();
            subscriber.onError(noKey);
            return;
        }
        if (entry.isPut() || !options.ignoreDeletes()) {
            subscriber.onNext(entry);
        } else {
            source.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (!isOver) {
            isOver = true;
            subscriber.onError(cause);
        }
    }

    @Override
    public void onComplete() {
        if (!isOver) {
            isOver = true;
            subscriber.onComplete();
        }
    }
}
