package io.natter.server.core;

import io.natter.server.auth.Permissions;
import io.natter.server.interest.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may do: its user's permissions, with the verdicts of late kept at hand, and the replies it was granted.
 *
 * <p>Confined to the connection's event loop.
 */
public final class Access {
    private final Permissions permissions;
    private final boolean isUnrestricted;

    Access(Permissions permissions) {
        this.permissions = permissions;
        this.isUnrestricted = permissions.isUnrestricted();
    }

    boolean allowsPublish(byte[] bytes, int from, int length) {
        return isUnrestricted || permissions.allowsPublish(bytes, from, length);
    }

    boolean allowsSubscribe(byte[] subject, byte @Nullable [] queue) {
        return true;
    }

    /** Whether deliveries to such a subscription must each be asked for, because a deny lies inside it (C75). */
    boolean filtersDelivery(byte[] subject, byte @Nullable [] queue) {
        return false;
    }

    boolean allowsDelivery(Subscription subscription, Message m) {
        return true;
    }

    /** Whether replies to delivered messages are to be granted (C76). */
    boolean tracksReplies() {
        return false;
    }

    void allowReply(byte[] bytes, int from, int length, long nowNs) {}
}
