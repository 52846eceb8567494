package io.natter.server.auth;

import static io.natter.server.auth.PermissionsTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {
    private final AtomicInteger asked = new AtomicInteger();

    private VerdictCache cache(int entries) {
        return new VerdictCache(
                (bytes, from, length) -> {
                    asked.incrementAndGet();
                    return length % 2 == 0;
                },
                entries);
    }

    @Test
    void asksOnceForARepeatedSubjectWhereverItStands() {
        VerdictCache cache = cache(16);

        assertThat(cache.allows(bytes("foo.bar"), 0, 7)).isFalse();
        assertThat(cache.allows(bytes("PUB foo.bar 5"), 4, 7)).isFalse();
        assertThat(cache.allows(bytes("foo.ba"), 0, 6)).isTrue();

        assertThat(asked).hasValue(2);
    }

    @Test
    void neverHoldsMoreThanItIsMadeFor() {
        VerdictCache cache = cache(100);

        for (int i = 0; i < 10_000; i++) {
            byte[] subject = bytes("subject." + i);
            assertThat(cache.allows(subject, 0, subject.length)).isEqualTo(subject.length % 2 == 0);
        }

        assertThat(cache.size()).isBetween(64, 128);
    }

    @Test
    void doesNotKeepLongSubjects() {
        VerdictCache cache = cache(16);
        byte[] subject = bytes("x".repeat(VerdictCache.SUBJECT_BYTES_MAX + 1));

        cache.allows(subject, 0, subject.length);

        assertThat(cache.size()).isZero();
    }

    @Test
    void answersAsTheVerdictUnderRandomUse() {
        long seed = Long.getLong("natter.seed", 7L);
        Random random = new Random(seed);
        VerdictCache cache = cache(8);
        for (int i = 0; i < 50_000; i++) {
            byte[] subject = bytes("s" + "x".repeat(random.nextInt(3)) + random.nextInt(40));
            assertThat(cache.allows(subject, 0, subject.length))
                    .describedAs("seed %d, step %d", seed, i)
                    .isEqualTo(subject.length % 2 == 0);
        }
    }

    @Test
    void refusesSizesOutOfRange() {
        assertThatThrownBy(() -> cache(3)).hasMessage("entries: got 3, expected 4 to 65536");
    }
}
