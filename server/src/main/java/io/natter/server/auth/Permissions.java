package io.natter.server.auth;

import io.natter.protocol.subject.Subjects;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.ResponsePermission;
import io.natter.server.config.SubjectPermission;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may publish and subscribe, compiled once per user and shared by its connections (B64, B65, C75).
 *
 * <p>Immutable. The verdicts are pure functions of the subject; the data path caches them ({@link VerdictCache}).
 * Deny beats allow; a list that is absent allows everything. Verdicts on byte ranges allocate nothing.
 */
public final class Permissions {
    /** No restriction at all. */
    public static final Permissions ALL =
            new Permissions(null, SubjectSet.EMPTY, null, SubscribeRules.of(List.of()), null, null);

    private final @Nullable SubjectSet publishAllow;
    private final SubjectSet publishDeny;
    private final @Nullable SubscribeRules subscribeAllow;
    private final SubscribeRules subscribeDeny;
    private final @Nullable ResponseGrant responses;
    private final @Nullable PermissionsConfig source;

    private Permissions(
            @Nullable SubjectSet publishAllow,
            SubjectSet publishDeny,
            @Nullable SubscribeRules subscribeAllow,
            SubscribeRules subscribeDeny,
            @Nullable ResponseGrant responses,
            @Nullable PermissionsConfig source) {
        this.publishAllow = publishAllow;
        this.publishDeny = publishDeny;
        this.subscribeAllow = subscribeAllow;
        this.subscribeDeny = subscribeDeny;
        this.responses = responses;
        this.source = source;
    }

    /**
     * Compiles permissions; null allows everything.
     *
     * <p>Leave to respond takes away the leave to publish anywhere, unless subjects to publish are allowed as well.
     */
    public static Permissions of(@Nullable PermissionsConfig config) {
        if (config == null) {
            return ALL;
        }
        ResponseGrant responses = responses(config.allowResponses());
        SubjectPermission publish = config.publish() == null ? SubjectPermission.defaults() : config.publish();
        SubjectPermission subscribe = config.subscribe() == null ? SubjectPermission.defaults() : config.subscribe();
        List<String> publishAllow = publish.allow() == null && responses != null ? List.of() : publish.allow();
        return new Permissions(
                publishAllow == null ? null : SubjectSet.of(publishAllow),
                SubjectSet.of(publish.deny()),
                subscribe.allow() == null ? null : SubscribeRules.of(subscribe.allow()),
                SubscribeRules.of(subscribe.deny()),
                responses,
                config);
    }

    private static @Nullable ResponseGrant responses(@Nullable ResponsePermission config) {
        if (config == null) {
            return null;
        }
        Duration expires = config.expires();
        long nanos = expires.isNegative() ? -1 : saturatedNanos(expires);
        return new ResponseGrant(config.max(), nanos);
    }

    private static long saturatedNanos(Duration duration) {
        Duration max = Duration.ofNanos(Long.MAX_VALUE);
        return duration.compareTo(max) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** What they were compiled from; null where nothing is restricted. */
    public @Nullable PermissionsConfig source() {
        return source;
    }

    /** Whether there is no restriction at all, so that no verdict need be asked. */
    public boolean isUnrestricted() {
        return !restrictsPublish() && !restrictsSubscribe();
    }

    /** Whether {@link #allowsPublish} may say no. */
    public boolean restrictsPublish() {
        return publishAllow != null || !publishDeny.isEmpty();
    }

    /** Whether {@link #allowsSubscribe} or {@link #allowsDelivery} may say no. */
    public boolean restrictsSubscribe() {
        return subscribeAllow != null || !subscribeDeny.isEmpty();
    }

    /** Leave to answer what was delivered, or null; a connection keeps it in {@link DynamicReplies}. */
    public @Nullable ResponseGrant responses() {
        return responses;
    }

    /**
     * Whether a message may be published to this subject, a literal one of {@code length} bytes at {@code from}.
     *
     * <p>The subject is the one after account mappings. What {@link DynamicReplies} grants comes on top.
     */
    public boolean allowsPublish(byte[] bytes, int from, int length) {
        if (publishAllow != null && !publishAllow.matches(bytes, from, length)) {
            return false;
        }
        return publishDeny.isEmpty() || !publishDeny.matches(bytes, from, length);
    }

    /**
     * Whether a SUB with this filter, and this queue if not null, is accepted.
     *
     * <p>A filter with wildcards may be broader than what is denied: then {@link #filtersDelivery} holds.
     */
    public boolean allowsSubscribe(byte[] filter, byte @Nullable [] queue) {
        return (subscribeAllow == null || isAllowed(subscribeAllow, filter, queue))
                && !isDenied(filter, 0, filter.length, queue);
    }

    private static boolean isAllowed(SubscribeRules allow, byte[] filter, byte @Nullable [] queue) {
        boolean isPlain = allow.matchesPlain(filter, 0, filter.length);
        if (queue == null) {
            return isPlain;
        }
        // Once queues are named for a subject, only they are allowed there.
        return switch (allow.queueVerdict(filter, 0, filter.length, queue)) {
            case NONE -> isPlain;
            case OTHER_QUEUES -> false;
            case THIS_QUEUE -> true;
        };
    }

    private boolean isDenied(byte[] bytes, int from, int length, byte @Nullable [] queue) {
        if (subscribeDeny.isEmpty()) {
            return false;
        }
        return subscribeDeny.matchesPlain(bytes, from, length)
                || (queue != null
                        && subscribeDeny.queueVerdict(bytes, from, length, queue)
                                == SubscribeRules.QueueVerdict.THIS_QUEUE);
    }

    /**
     * Whether deliveries to an accepted subscription must ask {@link #allowsDelivery} for their concrete subject.
     *
     * <p>So it is when its filter meets something denied, or reaches past what is allowed: nats-server accepts
     * {@code foo.>} where {@code foo.*} is allowed, and so do we, but we deliver no more than {@code foo.*}.
     */
    public boolean filtersDelivery(byte[] filter, byte @Nullable [] queue) {
        if (Subjects.isLiteral(filter, 0, filter.length)) {
            return false;
        }
        return subscribeDeny.collides(filter, queue)
                || (subscribeAllow != null && !subscribeAllow.covers(filter, queue));
    }

    /** Whether a message with this literal subject may be delivered to a subscription in {@code queue}, or in none. */
    public boolean allowsDelivery(byte[] bytes, int from, int length, byte @Nullable [] queue) {
        if (isDenied(bytes, from, length, queue)) {
            return false;
        }
        return subscribeAllow == null
                || subscribeAllow.matchesPlain(bytes, from, length)
                || (queue != null
                        && subscribeAllow.queueVerdict(bytes, from, length, queue)
                                == SubscribeRules.QueueVerdict.THIS_QUEUE);
    }
}
