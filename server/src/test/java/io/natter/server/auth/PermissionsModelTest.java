package io.natter.server.auth;

import static io.natter.server.auth.PermissionsTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.ResponsePermission;
import io.natter.server.config.SubjectPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random permissions and random subjects: the compiled engine says what the naive one says. */
class PermissionsModelTest {
    private static final long SEED = Long.getLong("natter.seed", 20_261_121L);
    private static final int PERMISSION_SETS = 4_000;
    private static final int QUESTIONS = 40;

    private static final List<String> WORDS = List.of("a", "b", "foo", "a*", "ü", "*x");

    private final Random random = new Random(SEED);

    @Test
    void agreesWithTheNaiveEngineOnEverything() {
        for (int i = 0; i < PERMISSION_SETS; i++) {
            PermissionsConfig config = anyPermissions();
            Permissions permissions = Permissions.of(config);
            NaivePermissions naive = new NaivePermissions(config);
            for (int question = 0; question < QUESTIONS; question++) {
                askPublish(permissions, naive);
                askSubscribe(permissions, naive);
            }
        }
    }

    /** However a subject comes to an accepted subscription, denied ones do not pass (CVE-2026-17, CVE-2026-18). */
    @Test
    void neverDeliversWhatIsDeniedToASubscriptionThatWasAccepted() {
        int deliveries = 0;
        for (int i = 0; i < PERMISSION_SETS; i++) {
            PermissionsConfig config = anyPermissions();
            Permissions permissions = Permissions.of(config);
            NaivePermissions naive = new NaivePermissions(config);
            for (int question = 0; question < QUESTIONS; question++) {
                String filter = filter();
                String queue = queue();
                String subject = literal();
                if (!permissions.allowsSubscribe(bytes(filter), bytesOrNull(queue))
                        || !NaivePermissions.matches(subject, filter)) {
                    continue;
                }
                deliveries++;
                boolean isDelivered = !permissions.filtersDelivery(bytes(filter), bytesOrNull(queue))
                        || PermissionsTest.deliver(permissions, subject, bytesOrNull(queue));
                assertThat(isDelivered)
                        .describedAs("seed %d: %s, SUB %s %s, message %s", SEED, config, filter, queue, subject)
                        .isEqualTo(naive.allowsDelivery(subject, queue));
            }
        }
        assertThat(deliveries).isGreaterThan(1_000);
    }

    private void askPublish(Permissions permissions, NaivePermissions naive) {
        String subject = random.nextInt(8) == 0 ? filter() : literal();
        assertThat(PermissionsTest.publish(permissions, subject))
                .describedAs("seed %d: %s, PUB %s", SEED, naive, subject)
                .isEqualTo(naive.allowsPublish(subject));
    }

    private void askSubscribe(Permissions permissions, NaivePermissions naive) {
        String filter = filter();
        String queue = queue();
        assertThat(permissions.allowsSubscribe(bytes(filter), bytesOrNull(queue)))
                .describedAs("seed %d: %s, SUB %s %s", SEED, naive, filter, queue)
                .isEqualTo(naive.allowsSubscribe(filter, queue));
        String subject = literal();
        assertThat(PermissionsTest.deliver(permissions, subject, bytesOrNull(queue)))
                .describedAs("seed %d: %s, deliver %s %s", SEED, naive, subject, queue)
                .isEqualTo(naive.allowsDelivery(subject, queue));
    }

    private PermissionsConfig anyPermissions() {
        return new PermissionsConfig(
                rules(this::filter),
                rules(() -> random.nextInt(3) == 0 ? filter() + " " + pattern() : filter()),
                random.nextInt(6) == 0 ? ResponsePermission.defaults() : null);
    }

    private @Nullable SubjectPermission rules(Supplier<String> entry) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        List<String> allow = random.nextInt(3) == 0 ? null : entries(entry);
        return new SubjectPermission(allow, entries(entry));
    }

    private List<String> entries(Supplier<String> entry) {
        List<String> entries = new ArrayList<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            entries.add(entry.get());
        }
        return entries;
    }

    private String literal() {
        String subject = tokens(() -> word());
        return random.nextInt(30) == 0 ? subject + "." : subject;
    }

    private String filter() {
        String filter = tokens(() -> random.nextInt(3) == 0 ? "*" : word());
        return switch (random.nextInt(8)) {
            case 0 -> ">";
            case 1, 2 -> filter + ".>";
            default -> filter;
        };
    }

    private String pattern() {
        return random.nextBoolean() ? word() : filter();
    }

    private @Nullable String queue() {
        return random.nextBoolean() ? null : pattern();
    }

    private String tokens(Supplier<String> token) {
        List<String> tokens = new ArrayList<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            tokens.add(token.get());
        }
        return String.join(".", tokens);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static byte @Nullable [] bytesOrNull(@Nullable String text) {
        return text == null ? null : bytes(text);
    }
}
