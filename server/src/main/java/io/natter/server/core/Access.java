package io.natter.server.core;

import io.natter.server.auth.DynamicReplies;
import io.natter.server.auth.Permissions;
import io.natter.server.auth.ResponseGrant;
import io.natter.server.auth.VerdictCache;
import io.natter.server.interest.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may do: its user's permissions, with the verdicts of late kept at hand, and the replies it was granted.
 *
 * <p>Confined to the connection's event loop.
 */
public final class Access {
    /** Queue groups whose delivery verdicts are kept apart; past that they are all forgotten and begun anew. */
    private static final int QUEUES_MAX = 64;

    private final Permissions permissions;
    private final @Nullable VerdictCache publish; // null when everything may be published
    private final @Nullable DynamicReplies replies; // null when no replies are granted
    private final ArrayList<Deliveries> deliveries = new ArrayList<>(0);

    Access(Permissions permissions) {
        this.permissions = permissions;
        this.publish = permissions.restrictsPublish() ? VerdictCache.ofPublish(permissions) : null;
        ResponseGrant grant = permissions.responses();
        this.replies = grant == null ? null : new DynamicReplies(grant);
    }

    boolean allowsPublish(Message m, Loop loop) {
        return publish == null
                || publish.allows(m.subjectBytes, m.subjectFrom, m.subjectLength)
                || replies != null && replies.tryPublish(m.subjectBytes, m.subjectFrom, m.subjectLength, loop.nowNs());
    }

    /** Whether it may publish there, replies that it was granted aside. */
    boolean allowsPublish(byte[] subject) {
        return publish == null || publish.allows(subject, 0, subject.length);
    }

    boolean allowsSubscribe(byte[] subject, byte @Nullable [] queue) {
        return permissions.allowsSubscribe(subject, queue);
    }

    /** Whether deliveries to such a subscription must each be asked for, because a deny lies inside it (C75). */
    boolean filtersDelivery(byte[] subject, byte @Nullable [] queue) {
        return permissions.filtersDelivery(subject, queue);
    }

    boolean allowsDelivery(Subscription subscription, Message m) {
        byte[] queue = subscription.queue();
        for (Deliveries kept : deliveries) {
            if (Arrays.equals(kept.queue, queue)) {
                return kept.verdicts.allows(m.subjectBytes, m.subjectFrom, m.subjectLength);
            }
        }
        if (deliveries.size() == QUEUES_MAX) {
            deliveries.clear();
        }
        var added = new Deliveries(queue, VerdictCache.ofDelivery(permissions, queue));
        deliveries.add(added);
        return added.verdicts.allows(m.subjectBytes, m.subjectFrom, m.subjectLength);
    }

    // Verdicts about deliveries to one queue group, or to plain subscriptions when queue is null.
    private static final class Deliveries {
        private final byte @Nullable [] queue;
        private final VerdictCache verdicts;

        Deliveries(byte @Nullable [] queue, VerdictCache verdicts) {
            this.queue = queue;
            this.verdicts = verdicts;
        }
    }

    /** Whether replies to delivered messages are to be granted (C76). */
    boolean grantsReplies() {
        return replies != null;
    }

    /** Grants a publish to the reply subject of a message just delivered, unless that is allowed anyway. */
    void grantReply(byte[] bytes, int from, int length, long nowNs) {
        if (publish != null && !publish.allows(bytes, from, length)) {
            Objects.requireNonNull(replies).onDelivered(bytes, from, length, nowNs);
        }
    }
}
