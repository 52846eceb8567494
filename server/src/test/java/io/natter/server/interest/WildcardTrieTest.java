package io.natter.server.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardTrieTest {
    private static final Subscriber SUBSCRIBER = () -> 1;
    private static final int SIBLINGS = 300;

    private final WildcardTrie trie = new WildcardTrie();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void findsWhatAListFindsWhileManySiblingsComeAndGo(long seed) {
        var random = new Random(seed);
        List<Subscription> model = new ArrayList<>();
        for (int step = 0; step < 6_000; step++) {
            boolean isGrowing = step % 2_000 < 1_000;
            if (model.isEmpty() || random.nextInt(10) < (isGrowing ? 8 : 2)) {
                Subscription added = subscription("a." + random.nextInt(SIBLINGS) + ".*");
                trie.add(added);
                model.add(added);
            } else {
                Subscription removed = model.remove(random.nextInt(model.size()));
                assertThat(trie.remove(removed)).isTrue();
                assertThat(trie.remove(removed)).isFalse();
            }
            String sibling = "a." + random.nextInt(SIBLINGS);
            List<Subscription> expected = model.stream()
                    .filter(subscription -> Arrays.equals(subscription.subject(), bytes(sibling + ".*")))
                    .toList();
            assertThat(matched(sibling + ".x")).as("step %d", step).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(trie.subscriptionCount()).isEqualTo(model.size());
        }
    }

    @Test
    void isEmptyAgainWhenEverySiblingHasLeft() {
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            all.add(subscription("a." + i + ".*"));
        }
        all.forEach(trie::add);
        Collections.shuffle(all, new Random(1));
        all.forEach(subscription -> assertThat(trie.remove(subscription)).isTrue());
        assertThat(trie.subscriptionCount()).isZero();
        assertThat(matched("a.1.x")).isEmpty();
    }

    private List<Subscription> matched(String subject) {
        var matches = new Matches();
        trie.match(bytes(subject), 0, subject.length(), matches);
        return List.of(Arrays.copyOf(matches.plain(), matches.plainCount()));
    }

    private static Subscription subscription(String filter) {
        return new Subscription(SUBSCRIBER, bytes(filter), null, bytes("1"), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
