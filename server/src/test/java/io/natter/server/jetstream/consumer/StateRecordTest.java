package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateRecordTest {
    private static final long OFFSET_NS = 1_700_000_000_000_000_000L;

    private final StateRecord record = new StateRecord();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsRead(long seed) {
        var random = new Random(seed);
        Progress progress = progress(random, 200);
        byte[] bytes = record.encode(progress, new StateRecord.Resumption(4711, seed), OFFSET_NS);
        var read = new Progress();
        StateRecord.Resumption resumption = record.decode(bytes, read, OFFSET_NS + 5);
        assertThat(resumption).isEqualTo(new StateRecord.Resumption(4711, seed));
        byte[] again = record.encode(read, new StateRecord.Resumption(4711, seed), OFFSET_NS + 5);
        assertThat(again).isEqualTo(bytes);
        assertThat(read.pending().count()).isEqualTo(progress.pending().count());
        assertThat(read.redeliveredCount()).isEqualTo(progress.redeliveredCount());
        assertThat(read.marks()).isEqualTo(progress.marks());
    }

    @Test
    void aDamagedByteIsFoundWhereverItIs() {
        byte[] bytes = record.encode(progress(new Random(1), 20), new StateRecord.Resumption(1, 0), OFFSET_NS);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThat(record.decode(damaged, new Progress(), 0))
                    .as("byte " + i)
                    .isNull();
            assertThat(record.decode(Arrays.copyOf(bytes, i), new Progress(), 0))
                    .as("cut at " + i)
                    .isNull();
        }
        assertThat(record.decode(Arrays.copyOf(bytes, bytes.length + 1), new Progress(), 0))
                .isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void hostileBytesWithARightChecksumAreReadWithoutHarm(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[8 + random.nextInt(60)];
            random.nextBytes(bytes);
            for (int b = 8; b < bytes.length; b++) {
                bytes[b] = random.nextInt(3) == 0 ? bytes[b] : (byte) random.nextInt(4);
            }
            seal(bytes);
            var progress = new Progress();
            record.decode(bytes, progress, OFFSET_NS);
            assertThat(progress.pending().count()).isLessThan(60);
        }
    }

    @Test
    void aCountThatClaimsMoreThanThereIsEndsWithTheBytes() {
        byte[] bytes = {
            1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 2, 0, -1, -1, -1, -1, -1, -1, -1, -1, 127, 0, 1, 2, 2, 0
        };
        seal(bytes);
        assertThat(record.decode(bytes, new Progress(), 0)).isNull();
    }

    private static void seal(byte[] bytes) {
        bytes[0] = 1;
        bytes[1] = 0;
        bytes[2] = 0;
        bytes[3] = 0;
        var crc = new CRC32C();
        crc.update(bytes, 8, bytes.length - 8);
        for (int i = 0; i < 4; i++) {
            bytes[4 + i] = (byte) (crc.getValue() >>> 8 * i);
        }
    }

    private static Progress progress(Random random, int count) {
        var progress = new Progress();
        progress.start(1 + random.nextInt(1000));
        long seq = progress.streamSeq();
        long nowNs = 1_000_000;
        for (int i = 0; i < count; i++) {
            seq += 1 + random.nextInt(5);
            nowNs += random.nextInt(1_000_000);
            progress.delivered(seq, nowNs, nowNs + OFFSET_NS);
            int slot = progress.pending().find(seq);
            switch (random.nextInt(4)) {
                case 0 -> progress.acknowledge(slot, nowNs + OFFSET_NS);
                case 1 -> progress.pending().redeliveryCount(slot, 1 + random.nextInt(9));
                case 2 -> progress.exhaust(slot, 3);
                default -> {}
            }
        }
        return progress;
    }
}
