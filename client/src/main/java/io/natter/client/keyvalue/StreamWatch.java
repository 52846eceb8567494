package io.natter.client.keyvalue;

import io.natter.client.bucket.OrderedWatch;
import io.natter.client.bucket.WatchSink;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.OrderedConsumer;
import io.natter.client.jetstream.OrderedOptions;
import io.natter.client.jetstream.Watch;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;

/** Watches and listings of a bucket. Pure functions. */
final class StreamWatch {
    private StreamWatch() {}

    static <V> Watch start(StreamKeyValue<V> bucket, WatchOptions options, KeyValueWatcher<V> watcher) {
        return OrderedWatch.start(consumer(bucket, options), new Sink<>(bucket, options, watcher));
    }

    static <V> Flow.Publisher<KeyValueEntry<V>> publisher(StreamKeyValue<V> bucket, WatchOptions options) {
        Flow.Publisher<JetStreamMessage> messages = consumer(bucket, options).publisher();
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscriber");
            messages.subscribe(new WatchedEntries<>(bucket, options, subscriber));
        };
    }

    /** What is there now. */
    static <V> List<KeyValueEntry<V>> list(StreamKeyValue<V> bucket, WatchOptions options) {
        Collected<V> collected = new Collected<>();
        OrderedWatch.list(
                "bucket " + bucket.bucket(),
                consumer(bucket, options),
                bucket.stream().jetStream().options().timeout(),
                new Sink<>(bucket, options, collected));
        return List.copyOf(collected.entries);
    }

    private static OrderedConsumer consumer(StreamKeyValue<?> bucket, WatchOptions options) {
        List<String> filters = options.filters().isEmpty() ? List.of(">") : options.filters();
        OrderedOptions ordered = OrderedOptions.DEFAULTS.withFilters(
                filters.stream().map(bucket::filterSubject).toList());
        ordered = switch (options.start()) {
            case LATEST -> ordered.from(DeliverPolicy.LAST_PER_SUBJECT);
            case HISTORY -> ordered;
            case UPDATES -> ordered.from(DeliverPolicy.NEW);
            case REVISION -> ordered.fromSequence(options.fromRevision());
        };
        return bucket.stream().stream().orderedConsumer(options.metaOnly() ? ordered.withHeadersOnly() : ordered);
    }

    /** Messages as entries, without those that are not wanted. Confined to the watch's thread. */
    private record Sink<V>(StreamKeyValue<V> bucket, WatchOptions options, KeyValueWatcher<V> watcher)
            implements WatchSink {
        @Override
        public void message(JetStreamMessage message) throws Exception {
            KeyValueEntry<V> entry = bucket.entry(message);
            if (entry.isPut() || !options.ignoreDeletes()) {
                watcher.onEntry(entry);
            }
        }

        @Override
        public void initialDone() throws Exception {
            watcher.onInitialDone();
        }
    }

    /** Collects until the initial data is over. Confined to the watch's thread until then. */
    private static final class Collected<V> implements KeyValueWatcher<V> {
        private final List<KeyValueEntry<V>> entries = new ArrayList<>();
        private boolean isDone;

        @Override
        public void onEntry(KeyValueEntry<V> entry) {
            if (!isDone) {
                entries.add(entry);
            }
        }

        @Override
        public void onInitialDone() {
            isDone = true;
        }
    }
}
