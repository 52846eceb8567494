package io.natter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chunks are as large as is needed, come back, and are not hoarded. */
final class ChunkPoolTest {
    private final ChunkPool pool = new ChunkPool();

    @ParameterizedTest(name = "{0} bytes wanted: {1}")
    @CsvSource({
        "0, 2048",
        "1, 2048",
        "2048, 2048",
        "2049, 16384",
        "16384, 16384",
        "16385, 65536",
        "65536, 65536",
        "1000000, 65536"
    })
    void aChunkIsOfTheSmallestSizeThatHolds(int wanted, int expected) {
        assertThat(pool.take(wanted)).hasSize(expected);
    }

    @Test
    void whatIsGivenIsLentAgainForItsSizeOnly() {
        byte[] small = pool.take(1);
        byte[] large = pool.take(60_000);
        pool.give(small);
        pool.give(large);
        pool.give(new byte[70_000]);
        assertThat(pool.take(60_000)).isSameAs(large);
        assertThat(pool.take(60_000)).isNotSameAs(large);
        assertThat(pool.take(5)).isSameAs(small);
    }

    @Test
    void keepsAtMostFourMebibytesOfASize() {
        Set<byte[]> given = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 100; i++) {
            byte[] chunk = new byte[ChunkPool.CHUNK_BYTES];
            given.add(chunk);
            pool.give(chunk);
        }
        int lentAgain = 0;
        while (given.contains(pool.take(ChunkPool.CHUNK_BYTES))) {
            lentAgain++;
        }
        assertThat(lentAgain).isEqualTo((4 << 20) / ChunkPool.CHUNK_BYTES);
    }
}
