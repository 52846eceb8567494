package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.PurgeRequest;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A stream that is published to while its messages are deleted and purged, and what is known of it after the server was killed.
 *
 * <p>One thread publishes, another removes; whoever checks comes after both.
 */
final class Churn {
    private static final int KEPT = 100;

    private final long seed;
    private final Random random;
    private final NavigableSet<Long> stored = new ConcurrentSkipListSet<>(); // acknowledged
    private final Set<Long> deleted = new ConcurrentSkipListSet<>(); // confirmed
    private final Set<Long> touched = new ConcurrentSkipListSet<>(); // asked to be deleted, perhaps in vain
    private volatile long purgedBelow; // confirmed
    private volatile long touchedBelow; // asked to be purged, perhaps in vain

    Churn(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    void publish(JetStream js) {
        stored.add(js.publish("churn.a", "message").sequence());
    }

    /** Deletes one of the newest, or purges all before it; publishes where there is nothing to remove. */
    void remove(JetStream js) {
        if (stored.size() < 2 * KEPT) {
            publish(js);
            return;
        }
        StreamContext stream = js.stream("CHURN");
        long seq = stored.last() - random.nextInt(KEPT);
        if (random.nextInt(20) == 0) {
            touchedBelow = Math.max(touchedBelow, seq);
            stream.purge(new PurgeRequest(seq, "", 0));
            purgedBelow = Math.max(purgedBelow, seq);
        } else if (seq >= touchedBelow && stored.contains(seq) && touched.add(seq)) {
            stream.deleteMessage(seq);
            deleted.add(seq);
        } else {
            publish(js);
        }
    }

    int removalCount() {
        return deleted.size();
    }

    /** Nothing that was to stay is gone, and nothing that was removed has come back. */
    void check(StreamContext stream) {
        long last = stream.info().state().lastSequence();
        assertThat(last).isGreaterThanOrEqualTo(stored.last());
        assertThat(stream.info().state().firstSequence()).as("seed " + seed).isGreaterThanOrEqualTo(purgedBelow);
        for (long seq = Math.max(1, purgedBelow); seq <= last; seq++) {
            boolean isThere = stream.message(seq).isPresent();
            if (deleted.contains(seq)) {
                assertThat(isThere).as("deleted %s, seed %s", seq, seed).isFalse();
            } else if (stored.contains(seq) && seq >= touchedBelow && !touched.contains(seq)) {
                assertThat(isThere).as("stored %s, seed %s", seq, seed).isTrue();
            }
        }
    }
}
