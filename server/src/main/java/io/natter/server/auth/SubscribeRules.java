package io.natter.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.subject.Subjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One list of subscribe permissions: filters, some of them for a queue only (B64).
 *
 * <p>Immutable. An entry is {@code "subject"} or {@code "subject queue"}; the queue may hold wildcards over its own
 * dots. Entries that cannot be read match nothing when they allow and are refused when the configuration is read.
 */
final class SubscribeRules {
    private final SubjectSet plain;
    private final List<byte[]> plainFilters;
    private final List<QueueRule> queued;

    private SubscribeRules(SubjectSet plain, List<byte[]> plainFilters, List<QueueRule> queued) {
        this.plain = plain;
        this.plainFilters = plainFilters;
        this.queued = queued;
    }

    static SubscribeRules of(List<String> entries) {
        List<String> plain = new ArrayList<>();
        List<QueueRule> queued = new ArrayList<>();
        for (String entry : entries) {
            String[] words = entry.strip().split("[ \t\n\f\r]+", -1);
            if (words.length == 1) {
                plain.add(words[0]);
            } else if (words.length == 2) {
                queued.add(new QueueRule(words[0], words[1]));
            } else {
                throw new IllegalArgumentException(
                        "subscribe permission: got \"" + entry + "\", expected \"subject\" or \"subject queue\"");
            }
        }
        List<byte[]> filters =
                plain.stream().map(filter -> filter.getBytes(UTF_8)).toList();
        return new SubscribeRules(SubjectSet.of(plain), filters, List.copyOf(queued));
    }

    boolean isEmpty() {
        return plainFilters.isEmpty() && queued.isEmpty();
    }

    /** Whether an entry without a queue matches. */
    boolean matchesPlain(byte[] bytes, int from, int length) {
        return plain.matches(bytes, from, length);
    }

    /** What the entries with a queue say of a subscription to this subject in {@code queue}. */
    QueueVerdict queueVerdict(byte[] bytes, int from, int length, byte[] queue) {
        QueueVerdict verdict = QueueVerdict.NONE;
        for (int i = 0; i < queued.size(); i++) { // no iterator: asked per delivered message
            QueueRule rule = queued.get(i);
            if (rule.filters.matches(bytes, from, length)) {
                if (rule.isFor(queue)) {
                    return QueueVerdict.THIS_QUEUE;
                }
                verdict = QueueVerdict.OTHER_QUEUES;
            }
        }
        return verdict;
    }

    /** Whether one entry matches every subject that {@code filter} matches. */
    boolean covers(byte[] filter, byte @Nullable [] queue) {
        return plainFilters.stream().anyMatch(entry -> isSubset(filter, entry))
                || (queue != null
                        && queued.stream().anyMatch(rule -> rule.isFor(queue) && isSubset(filter, rule.filter)));
    }

    /** Whether one entry matches some subject that {@code filter} matches too. */
    boolean collides(byte[] filter, byte @Nullable [] queue) {
        return plainFilters.stream().anyMatch(entry -> collide(filter, entry))
                || (queue != null
                        && queued.stream().anyMatch(rule -> rule.isFor(queue) && collide(filter, rule.filter)));
    }

    private static boolean isSubset(byte[] narrow, byte[] wide) {
        return Subjects.isSubset(narrow, 0, narrow.length, wide, 0, wide.length);
    }

    private static boolean collide(byte[] one, byte[] other) {
        return Subjects.collide(one, 0, one.length, other, 0, other.length);
    }

    /** What entries with a queue say. */
    enum QueueVerdict {
        /** None is about this subject. */
        NONE,
        /** Some are about this subject, but in other queues. */
        OTHER_QUEUES,
        /** One is about this subject in this queue. */
        THIS_QUEUE
    }

    /** One entry with a queue. Immutable. */
    private static final class QueueRule {
        final SubjectSet filters;
        final byte[] filter;
        final byte[] queue;

        private QueueRule(String filter, String queue) {
            this.filters = SubjectSet.of(List.of(filter));
            this.filter = filter.getBytes(UTF_8);
            this.queue = queue.getBytes(UTF_8);
        }

        boolean isFor(byte[] name) {
            return Arrays.equals(name, queue) || (!Subjects.isLiteral(queue, 0, queue.length) && isSubset(name, queue));
        }
    }
}
