package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubszPageTest {
    private final FakeServerState state = new FakeServerState();

    @BeforeEach
    void fill() {
        state.accounts.add(FakeServerState.account("A", 1));
        state.accounts.add(FakeServerState.account("B", 1));
        state.connections.add(new FactsBuilder(2)
                .subscriptions(List.of(
                        new SubscriptionFacts("A", "foo.*", null, "1", 0, 0, 2),
                        new SubscriptionFacts("A", "foo.>", "q", "2", 3, 4, 2)))
                .build());
        state.connections.add(new FactsBuilder(1)
                .subscriptions(List.of(new SubscriptionFacts("B", "foo.bar", null, "9", 0, 0, 1)))
                .build());
    }

    @ParameterizedTest(name = "{0} lists {1} of {2}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            query                     | sids  | total
            subs=1                    | 9 1 2 | 3
            subs=0                    | ''    | 0
            subs=1&acc=A              | 1 2   | 2
            subs=1&acc=nobody         | ''    | 0
            subs=1&test=foo.bar       | 9 1 2 | 3
            subs=1&test=foo.x.y       | 2     | 1
            subs=1&test=foo           | ''    | 0
            subs=1&offset=1           | 1 2   | 3
            subs=1&offset=1&limit=1   | 1     | 3
            subs=1&offset=9223372036854775807&limit=9223372036854775807 | '' | 3
            """)
    void filtersAndPages(String query, String sids, int total) {
        Map<String, Object> page = RenderedPage.json(state, "/subsz?" + query);
        List<String> shown = RenderedPage.list(page, "subscriptions_list").stream()
                .map(subscription -> String.valueOf(subscription.get("sid")))
                .toList();
        assertThat(String.join(" ", shown)).isEqualTo(sids);
        assertThat(page).containsEntry("total", (long) total);
    }

    @Test
    void figuresOfAllAccountsAreAddedUp() {
        assertThat(RenderedPage.json(state, "/subsz"))
                .containsEntry("num_subscriptions", 8L)
                .containsEntry("num_inserts", 10L)
                .containsEntry("max_fanout", 3L)
                .containsEntry("cache_hit_rate", 0.25)
                .containsEntry("avg_fanout", 1.5)
                .doesNotContainKey("subscriptions_list");
        assertThat(RenderedPage.json(state, "/subsz?acc=A")).containsEntry("num_subscriptions", 4L);
        assertThat(RenderedPage.json(state, "/subscriptionsz")).containsEntry("num_subscriptions", 8L);
    }

    @ParameterizedTest
    @CsvSource({"a.*", "a.>", "a..b", "'a b'", ".a", "a."})
    void aTestSubjectMustBeOneToPublishTo(String subject) {
        PageReply reply = RenderedPage.render(state, "/subsz?test=" + subject);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(RenderedPage.text(reply))
                .isEqualTo("invalid test subject, must be valid publish subject: " + subject);
    }
}
