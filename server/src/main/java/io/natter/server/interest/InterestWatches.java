package io.natter.server.interest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.subject.Subjects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who is told when interest in a subject may have come or gone: push consumers, of their deliver subjects.
 *
 * <p>Thread-safe, without a lock of its own. Costs a subscription nothing while nobody watches.
 */
final class InterestWatches {
    private final Map<String, List<Runnable>> bySubject = new ConcurrentHashMap<>();

    void add(byte[] subject, Runnable onChange) {
        bySubject.compute(new String(subject, UTF_8), (key, before) -> {
            List<Runnable> watchers = before == null ? new CopyOnWriteArrayList<>() : before;
            watchers.add(onChange);
            return watchers;
        });
    }

    void remove(byte[] subject, Runnable onChange) {
        bySubject.computeIfPresent(new String(subject, UTF_8), (key, watchers) -> {
            watchers.remove(onChange);
            return watchers.isEmpty() ? null : watchers;
        });
    }

    /** A subscription with this filter came or went. */
    void changed(byte[] filter, boolean isLiteral) {
        if (bySubject.isEmpty()) {
            return;
        }
        String changed = new String(filter, UTF_8);
        if (isLiteral) {
            List<Runnable> watchers = bySubject.get(changed);
            if (watchers != null) {
                watchers.forEach(Runnable::run);
            }
            return;
        }
        bySubject.forEach((subject, watchers) -> {
            if (Subjects.matches(subject, changed)) {
                watchers.forEach(Runnable::run);
            }
        });
    }
}
