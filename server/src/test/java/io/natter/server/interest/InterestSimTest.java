package io.natter.server.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The index and its caches against a list that is searched token by token. */
final class InterestSimTest {
    private static final String[] TOKENS = {"a", "b", "c", "ab", "*", ">", "a*", "tokenlongerthaneight"};

    private static final Subscriber NOBODY = () -> 1;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void cacheAndIndexFindWhatTheListFinds(long seed) {
        var random = new Random(seed);
        var interest = new Interest();
        var cache = new InterestCache(interest);
        var model = new ArrayList<Subscription>();
        for (int step = 0; step < 20_000; step++) {
            int dice = random.nextInt(10);
            if (dice < 2) {
                Subscription added =
                        subscription(filter(random), random.nextInt(4) == 0 ? "q" + random.nextInt(2) : null);
                interest.add(added);
                model.add(added);
            } else if (dice < 4 && !model.isEmpty()) {
                Subscription removed = model.remove(random.nextInt(model.size()));
                interest.remove(removed);
            } else {
                String subject = literal(random);
                assertThat(found(cache, subject))
                        .as("seed %d, step %d, subject %s", seed, step, subject)
                        .isEqualTo(expected(model, subject));
            }
        }
        model.forEach(interest::remove);
        assertThat(interest.figures().count()).isZero();
        assertThat(found(cache, "a.b")).isEmpty();
    }

    @ParameterizedTest(name = "{0} is matched by {1}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            subject | filters that match
            a       | * > a
            a.b     | *.* *.b > a.* a.> a.b
            a.b.c   | *.*.> *.b.* > a.> a.b.>
            a.b*    | *.* > a.* a.>
            a..b    |
            .a      |
            a.      |
            """)
    void findsExactlyTheMatchingFilters(String subject, String expected) {
        var interest = new Interest();
        for (String filter : List.of("*", ">", "a", "*.*", "*.b", "a.*", "a.>", "a.b", "*.*.>", "*.b.*", "a.b.>")) {
            interest.add(subscription(filter, null));
        }
        var matching = new TreeSet<String>();
        Matches matches = new InterestCache(interest).match(bytes(subject), 0, bytes(subject).length);
        for (int i = 0; i < matches.plainCount(); i++) {
            matching.add(text(matches.plain()[i].subject()));
        }
        assertThat(String.join(" ", matching)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    @DisplayName("removing a subscription twice, or one that was never added, changes nothing")
    void removingWhatIsNotThereChangesNothing() {
        var interest = new Interest();
        Subscription kept = subscription("a.b", null);
        Subscription gone = subscription("a.b", null);
        interest.add(kept);
        interest.add(gone);
        interest.remove(gone);
        interest.remove(gone);
        interest.remove(subscription("a.*", null));
        interest.remove(subscription("a.c", null));
        assertThat(interest.figures()).isEqualTo(new Interest.Figures(1, 2, 1, 0));
    }

    @Test
    void aChangeElsewhereLeavesARouteFresh() {
        var interest = new Interest();
        var cache = new InterestCache(interest);
        byte[] hot = bytes("hot.subject");
        cache.match(hot, 0, hot.length);
        cache.match(hot, 0, hot.length);
        Route route = java.util.Objects.requireNonNull(cache.route());
        interest.add(subscription("_INBOX.abc.*", null));
        boolean staysFresh = Interest.tokenShard(bytes("_INBOX"), 0, 6) != Interest.tokenShard(hot, 0, 3);
        assertThat(cache.isFresh(route, hot, 0, hot.length)).isEqualTo(staysFresh);
        interest.add(subscription("hot.*", null));
        assertThat(cache.isFresh(route, hot, 0, hot.length)).isFalse();
    }

    @Test
    void subjectsSeenOnceDoNotEnterTheCache() {
        var cache = new InterestCache(new Interest());
        for (int i = 0; i < 100_000; i++) {
            byte[] inbox = bytes("_INBOX.once." + i);
            cache.match(inbox, 0, inbox.length);
        }
        assertThat(cache.routeCount()).isZero();
    }

    @Test
    void theCacheStaysWithinItsBound() {
        var cache = new InterestCache(new Interest());
        for (int i = 0; i < InterestCache.ROUTES_MAX * 2; i++) {
            byte[] subject = bytes("twice." + i);
            cache.match(subject, 0, subject.length);
            cache.match(subject, 0, subject.length);
            assertThat(cache.routeCount()).isLessThanOrEqualTo(InterestCache.ROUTES_MAX);
        }
    }

    private static List<String> found(InterestCache cache, String subject) {
        byte[] bytes = bytes("xx" + subject);
        Matches matches = cache.match(bytes, 2, bytes.length - 2);
        var found = new ArrayList<String>();
        for (int i = 0; i < matches.plainCount(); i++) {
            found.add(text(matches.plain()[i].sid()));
        }
        for (int g = 0; g < matches.groupCount(); g++) {
            Matches.Group group = matches.groups()[g];
            for (int i = 0; i < group.count(); i++) {
                Subscription member = group.members()[i];
                found.add(name(member));
            }
        }
        found.sort(null);
        return found;
    }

    private static List<String> expected(List<Subscription> model, String subject) {
        var expected = new ArrayList<String>();
        for (Subscription subscription : model) {
            if (matches(tokens(text(subscription.subject())), tokens(subject))) {
                expected.add(name(subscription));
            }
        }
        expected.sort(null);
        return expected;
    }

    private static String name(Subscription subscription) {
        byte[] queue = subscription.queue();
        return (queue == null ? "" : text(queue) + "/") + text(subscription.sid());
    }

    private static List<String> tokens(String subject) {
        return List.of(subject.split("\\.", -1));
    }

    private static boolean matches(List<String> filter, List<String> subject) {
        for (int i = 0; i < filter.size(); i++) {
            if (filter.get(i).equals(">")) {
                return i < subject.size();
            }
            if (i >= subject.size()
                    || !filter.get(i).equals("*") && !filter.get(i).equals(subject.get(i))) {
                return false;
            }
        }
        return filter.size() == subject.size();
    }

    private static String filter(Random random) {
        var filter = new StringBuilder();
        int tokens = 1 + random.nextInt(4);
        for (int i = 0; i < tokens; i++) {
            String token = TOKENS[random.nextInt(TOKENS.length)];
            if (token.equals(">") && i < tokens - 1) {
                token = "*";
            }
            filter.append(i == 0 ? "" : ".").append(token);
        }
        return filter.toString();
    }

    private static String literal(Random random) {
        var subject = new StringBuilder();
        int tokens = 1 + random.nextInt(4);
        for (int i = 0; i < tokens; i++) {
            String token = TOKENS[random.nextInt(TOKENS.length)];
            subject.append(i == 0 ? "" : ".")
                    .append(token.length() == 1 && !Character.isLetter(token.charAt(0)) ? "x" : token);
        }
        return subject.toString();
    }

    private static int lastSid;

    private static Subscription subscription(String filter, @Nullable String queue) {
        return new Subscription(
                NOBODY, bytes(filter), queue == null ? null : bytes(queue), bytes("" + ++lastSid), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
