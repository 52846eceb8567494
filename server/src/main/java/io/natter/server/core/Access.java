package io.natter.server.core;

import io.natter.server.auth.DynamicReplies;
import io.natter.server.auth.Permissions;
import io.natter.server.auth.ResponseGrant;
import io.natter.server.auth.VerdictCache;
import io.natter.server.interest.Subscription;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may do: its user's permissions, with the verdicts of late kept at hand, and the replies it was granted.
 *
 * <p>Confined to the connection's event loop.
 */
public final class Access {
    /** Queue groups whose delivery verdicts are kept apart; past that they are all forgotten and begun anew. */
    private static final int QUEUE_CACHES_MAX = 64;

    private final Permissions permissions;
    private final @Nullable VerdictCache publish; // null when everything may be published
    private final @Nullable DynamicReplies replies; // null when no replies are granted
    private @Nullable Map<String, VerdictCache> deliveries; // by queue group, "" for none

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

    boolean allowsSubscribe(byte[] subject, byte @Nullable [] queue) {
        return permissions.allowsSubscribe(subject, queue);
    }

    /** Whether deliveries to such a subscription must each be asked for, because a deny lies inside it (C75). */
    boolean filtersDelivery(byte[] subject, byte @Nullable [] queue) {
        return permissions.filtersDelivery(subject, queue);
    }

    boolean allowsDelivery(Subscription subscription, Message m) {
        return deliveryVerdicts(subscription.queue()).allows(m.subjectBytes, m.subjectFrom, m.subjectLength);
    }

    private VerdictCache deliveryVerdicts(byte @Nullable [] queue) {
        if (deliveries == null || deliveries.size() > QUEUE_CACHES_MAX) {
            deliveries = new HashMap<>();
        }
        String key = queue == null ? "" : new String(queue, java.nio.charset.StandardCharsets.ISO_8859_1);
        return deliveries.computeIfAbsent(key, name -> VerdictCache.ofDelivery(permissions, queue));
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
