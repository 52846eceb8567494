package io.natter.server.jetstream.consumer;

import io.natter.server.interest.Interest;
import io.natter.server.interest.InterestCache;
import io.natter.server.interest.Matches;
import io.natter.server.interest.Subscriber;
import io.natter.server.interest.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which consumers a subject concerns, found without asking the others.
 *
 * <p>A thousand consumers with filters of their own cost an append as much as the few that match.
 *
 * <p>Confined to the stream's loop.
 */
final class FilterIndex {
    private static final byte[] NO_SID = {};

    private final Map<Consumer, List<Subscription>> filtered = new HashMap<>();
    private final List<Consumer> unfiltered = new ArrayList<>();
    private Consumer[] found = new Consumer[8];
    private int foundCount;
    private @Nullable InterestCache cache;

    /** Stands for a consumer in the index of subjects. Immutable. */
    private record Listener(Consumer consumer, long id) implements Subscriber {}

    void add(Consumer consumer) {
        List<String> filters = StartPosition.filters(consumer.config());
        if (consumer.filter().isAll()) {
            unfiltered.add(consumer);
            return;
        }
        if (cache == null) {
            cache = new InterestCache(new Interest());
        }
        var listener = new Listener(consumer, 0);
        List<Subscription> subscriptions = new ArrayList<>();
        for (String filter : filters) {
            byte[] subject = filter.getBytes(StandardCharsets.UTF_8);
            var subscription = new Subscription(listener, subject, null, NO_SID, false);
            cache.interest().add(subscription);
            subscriptions.add(subscription);
        }
        filtered.put(consumer, subscriptions);
    }

    void remove(Consumer consumer) {
        unfiltered.remove(consumer);
        List<Subscription> subscriptions = filtered.remove(consumer);
        if (subscriptions != null && cache != null) {
            subscriptions.forEach(cache.interest()::remove);
        }
    }

    void clear() {
        unfiltered.clear();
        filtered.clear();
        cache = null;
    }

    /** Finds the consumers whose filters match; {@link #found} tells them, until the next call. Returns how many. */
    int match(byte[] bytes, int from, int length) {
        foundCount = 0;
        for (int i = 0; i < unfiltered.size(); i++) {
            add(unfiltered.get(i), 0);
        }
        if (cache != null) {
            Matches matches = cache.match(bytes, from, length);
            Subscription[] plain = matches.plain();
            for (int i = 0; i < matches.plainCount(); i++) {
                add(((Listener) plain[i].subscriber()).consumer(), unfiltered.size());
            }
        }
        return foundCount;
    }

    // Filters of one consumer do not overlap as a rule; where they do it is found once.
    private void add(Consumer consumer, int checkedFrom) {
        for (int i = checkedFrom; i < foundCount && checkedFrom > 0; i++) {
            if (found[i] == consumer) {
                return;
            }
        }
        if (foundCount == found.length) {
            found = Arrays.copyOf(found, foundCount * 2);
        }
        found[foundCount++] = consumer;
    }

    /** A copy of what {@link #match} found, for calls that may match again; the array given, or a larger one. */
    Consumer[] copyFound(Consumer[] into) {
        Consumer[] copy = into.length >= foundCount ? into : new Consumer[found.length];
        System.arraycopy(found, 0, copy, 0, foundCount);
        return copy;
    }

    Consumer found(int index) {
        return found[index];
    }
}
