package io.natter.server.monitor;

import io.natter.protocol.subject.Subjects;
import io.natter.server.monitor.PageRequest.BadOptionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Interest: {@code /subsz}, also called {@code /subscriptionsz} (E5).
 *
 * <p>Thread-safe.
 */
final class SubszPage implements Page {
    private static final Comparator<SubscriptionFacts> ORDER =
            Comparator.comparingLong(SubscriptionFacts::cid).thenComparing(SubscriptionFacts::sid);

    private final ServerState state;
    private final Clock clock;

    SubszPage(ServerState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    @Override
    public PageReply render(PageRequest request) {
        boolean withList = request.flag("subs");
        Slice slice = Slice.of(request);
        String subject = subject(request);
        String account = request.textOrNull("acc");

        InterestFacts interest = InterestFacts.NONE;
        Map<String, String> tags = new HashMap<>();
        for (AccountFacts facts : state.accounts()) {
            tags.put(facts.name(), facts.nameTag());
            if (account == null || account.equals(facts.name())) {
                interest = interest.plus(facts.interest());
            }
        }
        InterestFacts summed = interest;
        List<SubscriptionFacts> found = withList ? matching(account, subject) : List.of();
        return PageReply.json(PageWriter.indented(page -> {
            page.text("server_id", state.server().identity().id()).text("now", GoText.time(clock.instant()));
            writeInterest(page, summed);
            page.number("total", found.size())
                    .number("offset", slice.offset())
                    .number("limit", slice.limit())
                    .objectsIfAny("subscriptions_list", slice.of(found), subscription -> {
                        page.textIfAny("account", subscription.account())
                                .textIfAny("account_tag", tags.get(subscription.account()));
                        SubscriptionEntry.write(page, subscription);
                    });
        }));
    }

    private List<SubscriptionFacts> matching(@Nullable String account, @Nullable String subject) {
        List<SubscriptionFacts> found = new ArrayList<>();
        for (SubscriptionFacts subscription : state.subscriptions(account)) {
            if (subject == null || Subjects.matches(subject, subscription.subject())) {
                found.add(subscription);
            }
        }
        found.sort(ORDER);
        return found;
    }

    private static @Nullable String subject(PageRequest request) {
        String subject = request.textOrNull("test");
        if (subject != null && !Subjects.isValidPublish(subject)) {
            throw new BadOptionException("invalid test subject, must be valid publish subject: " + subject);
        }
        return subject;
    }

    /** The eight figures that stand in subsz and in an account's details. */
    static void writeInterest(PageWriter page, InterestFacts interest) {
        page.number("num_subscriptions", interest.subscriptionCount())
                .number("num_cache", interest.cacheCount())
                .number("num_inserts", interest.insertCount())
                .number("num_removes", interest.removeCount())
                .number("num_matches", interest.matchCount())
                .decimal("cache_hit_rate", ratio(interest.cacheHitCount(), interest.matchCount()))
                .number("max_fanout", interest.fanoutMax())
                .decimal("avg_fanout", ratio(interest.fanoutTotal(), interest.cacheCount()));
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
