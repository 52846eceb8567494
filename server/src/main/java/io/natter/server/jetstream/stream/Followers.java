package io.natter.server.jetstream.stream;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of this server that copy one stream, and with that are among those its messages are for.
 *
 * <p>Thread-safe: they come and go on loops of their own.
 */
final class Followers {
    private final Set<LocalFeed> feeds = ConcurrentHashMap.newKeySet();

    /** Tells a feed from now on when there is more. */
    void add(LocalFeed feed) {
        feeds.add(feed);
    }

    /** Ends that. */
    void remove(LocalFeed feed) {
        feeds.remove(feed);
    }

    /** Whether nobody copies the stream. */
    boolean isEmpty() {
        return feeds.isEmpty();
    }

    /** Whether somebody copies messages of this subject. */
    boolean want(byte[] bytes, int from, int length) {
        if (feeds.isEmpty()) {
            return false;
        }
        byte[] subject = Arrays.copyOfRange(bytes, from, from + length);
        return feeds.stream().anyMatch(feed -> feed.wants(subject));
    }

    /** Whether somebody has yet to copy this message. */
    boolean want(long seq, byte[] subject) {
        return feeds.stream().anyMatch(feed -> feed.wants(subject, seq));
    }

    /** More is on disk than before. */
    void onDurable() {
        feeds.forEach(LocalFeed::run);
    }
}
