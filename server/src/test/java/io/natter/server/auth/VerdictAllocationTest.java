package io.natter.server.auth;

import static io.natter.server.auth.PermissionsTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.SubjectPermission;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The data path asks for verdicts per message, so they cost no garbage. */
class VerdictAllocationTest {
    private static final int QUESTIONS = 100_000;

    private final Permissions permissions = Permissions.of(new PermissionsConfig(
            new SubjectPermission(List.of("orders.>", "plain", "a.*.c"), List.of("orders.*.secret", "orders.x")),
            new SubjectPermission(null, List.of("orders.*.secret", "orders.x q.*")),
            null));
    private final byte[] line = bytes("PUB orders.eu.17 5");
    private final byte[] queue = bytes("q.1");

    @Test
    void verdictsAndCacheHitsAllocateNothing() {
        VerdictCache cache = VerdictCache.ofPublish(permissions);
        long allowed = ask(cache); // once before measuring: classes load, the cache fills
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        allowed += ask(cache);

        // Less than one byte for ten questions: what the measuring itself allocates.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(QUESTIONS / 10);
        assertThat(allowed).isEqualTo(6L * QUESTIONS);
    }

    private long ask(VerdictCache cache) {
        long allowed = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            allowed += permissions.allowsPublish(line, 4, 12) ? 1 : 0;
            allowed += permissions.allowsDelivery(line, 4, 12, queue) ? 1 : 0;
            allowed += cache.allows(line, 4, 12) ? 1 : 0;
        }
        return allowed;
    }
}
