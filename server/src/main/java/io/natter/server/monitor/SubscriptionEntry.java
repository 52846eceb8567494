package io.natter.server.monitor;

/** One subscription in connz and subsz, field by field (E5). Immutable. */
final class SubscriptionEntry {
    private SubscriptionEntry() {}

    /** Writes everything but the account, which only some pages name. */
    static void write(PageWriter page, SubscriptionFacts subscription) {
        page.text("subject", subscription.subject())
                .textIfAny("qgroup", subscription.queue())
                .text("sid", subscription.sid())
                .number("msgs", subscription.deliveredCount())
                .numberIfAny("max", subscription.deliveredMax())
                .number("cid", subscription.cid());
    }
}
