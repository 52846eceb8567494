package io.natter.server.monitor;

import org.jspecify.annotations.Nullable;

/**
 * One subscription. Immutable.
 *
 * @param account name of its account
 * @param queue its queue group, or null without one
 * @param sid the id its client gave it
 * @param deliveredCount messages sent to it so far
 * @param deliveredMax after how many messages it ends (UNSUB max), or 0 for never
 * @param cid its connection
 */
public record SubscriptionFacts(
        String account,
        String subject,
        @Nullable String queue,
        String sid,
        long deliveredCount,
        long deliveredMax,
        long cid) {}
