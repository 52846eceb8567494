package io.natter.server.auth;

import static io.natter.server.auth.PermissionsTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamicRepliesTest {
    private static final long MILLI = 1_000_000;

    /**
     * Steps: {@code +r} delivers a message with reply r, {@code r} publishes to it, {@code 200ms} passes time. Each
     * publish gives y or n. Every row was asked of nats-server 2.15.1.
     */
    @ParameterizedTest(name = "max {0}, expires {1} ms: {2} gives {3}")
    @CsvSource(delimiter = '|', textBlock = """
            1   | 120000 | r                               | n
            1   | 120000 | +r r r                          | yn
            1   | 120000 | +r r r +r r                     | yny
            1   | 120000 | +r r +r r                       | yy
            1   | 120000 | +s +s s s +s s                  | nny
            2   | 120000 | +r r r r                        | yyn
            2   | 120000 | +r +r r r                       | yn
            3   | 120000 | +r r +r r r                     | yyn
            0   | 120000 | +r r r                          | yn
            -1  | 300    | +r r r 200ms +r 200ms r         | yyn
            -1  | 300    | +r 300ms r 1ms r                | yn
            0   | -1     | +r 999999ms r r                 | yn
            """)
    void grantsAsNatsServer(int max, long expiresMillis, String steps, String answers) {
        long expires = expiresMillis < 0 ? -1 : expiresMillis * MILLI;
        DynamicReplies replies = new DynamicReplies(new ResponseGrant(max, expires));
        StringBuilder given = new StringBuilder();
        long now = -5 * MILLI;
        for (String step : steps.split(" +", -1)) {
            if (step.startsWith("+")) {
                byte[] line = bytes("PUB req " + step.substring(1));
                replies.onDelivered(line, 8, line.length - 8, now);
            } else if (step.endsWith("ms")) {
                now += Long.parseLong(step.substring(0, step.length() - 2)) * MILLI;
            } else {
                byte[] line = bytes("PUB " + step);
                given.append(replies.tryPublish(line, 4, line.length - 4, now) ? 'y' : 'n');
            }
        }

        assertThat(given).hasToString(answers);
    }

    @Test
    void forgetsTheOldestWhenFull() {
        DynamicReplies replies = new DynamicReplies(ResponseGrant.DEFAULT, 3);

        for (String reply : List.of("a", "b", "c", "d")) {
            replies.onDelivered(bytes(reply), 0, 1, 0);
        }

        assertThat(replies.size()).isEqualTo(3);
        assertThat(replies.tryPublish(bytes("a"), 0, 1, 0)).isFalse();
        assertThat(replies.tryPublish(bytes("b"), 0, 1, 0)).isTrue();
    }

    @Test
    void dropsExpiredRepliesWithoutBeingAskedForThem() {
        DynamicReplies replies = new DynamicReplies(new ResponseGrant(1, 10));
        for (int i = 0; i < 1_000; i++) {
            byte[] reply = bytes("inbox." + i);
            replies.onDelivered(reply, 0, reply.length, i);
        }

        assertThat(replies.size()).isEqualTo(11);
    }

    @Test
    void agreesWithAMapUnderRandomUse() {
        long seed = Long.getLong("natter.seed", 11L);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int max = random.nextInt(5) - 1;
            long expires = random.nextInt(4) == 0 ? -1 : 1 + random.nextInt(60);
            int bound = 1 + random.nextInt(20);
            DynamicReplies replies = new DynamicReplies(new ResponseGrant(max, expires), bound);
            Model model = new Model(new ResponseGrant(max, expires), bound);
            long now = random.nextLong();
            for (int step = 0; step < 300; step++) {
                now += random.nextInt(3);
                byte[] subject = bytes("r." + random.nextInt(40));
                String name = new String(subject, java.nio.charset.StandardCharsets.UTF_8);
                if (random.nextBoolean()) {
                    replies.onDelivered(subject, 0, subject.length, now);
                    model.onDelivered(name, now);
                } else {
                    assertThat(replies.tryPublish(subject, 0, subject.length, now))
                            .describedAs("seed %d, round %d, step %d", seed, round, step)
                            .isEqualTo(model.tryPublish(name, now));
                }
                assertThat(replies.size()).isEqualTo(model.deliveredAt.size());
            }
        }
    }

    /** The obvious twin: two maps and a full scan. */
    private static final class Model {
        private final ResponseGrant grant;
        private final int bound;
        private final Map<String, Long> deliveredAt = new LinkedHashMap<>();
        private final Map<String, Integer> messages = new HashMap<>();

        Model(ResponseGrant grant, int bound) {
            this.grant = grant;
            this.bound = bound;
        }

        void onDelivered(String subject, long now) {
            deliveredAt.values().removeIf(at -> isExpired(at, now));
            if (tryPublish(subject, now)) {
                return;
            }
            if (deliveredAt.size() == bound) {
                deliveredAt.remove(new ArrayList<>(deliveredAt.keySet()).get(0));
            }
            deliveredAt.put(subject, now);
            messages.put(subject, 0);
        }

        boolean tryPublish(String subject, long now) {
            Long at = deliveredAt.get(subject);
            if (at == null) {
                return false;
            }
            int count = messages.merge(subject, 1, Integer::sum);
            if ((grant.messagesMax() > 0 && count > grant.messagesMax()) || isExpired(at, now)) {
                deliveredAt.remove(subject);
                return false;
            }
            return true;
        }

        private boolean isExpired(long at, long now) {
            return grant.expiresNanos() > 0 && now - at > grant.expiresNanos();
        }
    }
}
