package io.natter.server.jetstream.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.json.JsonException;
import io.natter.server.jetstream.consumer.KeptConsumer;
import io.natter.server.jetstream.consumer.KeptState.KeptDelivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The backup that is read here was made by nats-server 2.9.10: messages 1 to 300 of which 1, 77 and 78 were deleted, and a consumer
 * that had 11 of them, and acknowledged 2, 3 and 6.
 */
final class StreamFilesTest {
    private static final int MESSAGE_MOST = 1 << 20;

    private final Kept kept = new Kept();

    /** Keeps what a backup holds. */
    private static final class Kept implements BackupTarget {
        private final TreeMap<Long, ArchiveEntry> messages = new TreeMap<>();
        private long lastSeq;

        @Override
        public void skipTo(long nextSeq) {
            lastSeq = Math.max(lastSeq, nextSeq - 1);
        }

        @Override
        public void add(ArchiveEntry message) {
            messages.put(message.seq(), message);
            lastSeq = message.seq();
        }

        @Override
        public void remove(long seq) {
            messages.remove(seq);
        }

        @Override
        public void removeBefore(long seq) {
            messages.headMap(seq).clear();
        }

        @Override
        public long lastSeq() {
            return lastSeq;
        }
    }

    private static byte[] made() throws IOException {
        try (InputStream in = StreamFilesTest.class.getResourceAsStream("stream-of-2.9.10.tar.s2")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private BackupReader read(byte[] bytes, int piece) {
        var reader = new BackupReader("S", MESSAGE_MOST, kept);
        for (int at = 0; at < bytes.length; at += piece) {
            reader.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
        }
        reader.end();
        return reader;
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 100, 5000, 1 << 20})
    void messagesAreReadButForTheDeleted(int piece) throws IOException {
        BackupReader backup = read(made(), piece);

        assertThat(kept.messages).hasSize(297).doesNotContainKeys(1L, 77L, 78L);
        assertThat(kept.lastSeq).isEqualTo(300);
        ArchiveEntry last = kept.messages.lastEntry().getValue();
        assertThat(last.name()).isEqualTo("s.5");
        assertThat(new String(last.payload(), UTF_8)).endsWith(" 299");
        assertThat(backup.created()).isEqualTo(Instant.parse("2026-11-21T15:14:42.762655773Z"));
    }

    @Test
    void consumersGoOnWhereTheyWere() throws IOException {
        KeptConsumer consumer = read(made(), 1 << 20).consumers().get(0);

        assertThat(consumer.name()).isEqualTo("c");
        assertThat(consumer.config().maxDeliver()).isEqualTo(3);
        assertThat(consumer.created()).isEqualTo(Instant.parse("2026-11-21T15:14:56.801552872Z"));
        assertThat(consumer.state().delivered().consumerSequence()).isEqualTo(11);
        assertThat(consumer.state().delivered().streamSequence()).isEqualTo(12);
        assertThat(consumer.state().ackFloor().consumerSequence()).isEqualTo(2);
        assertThat(consumer.state().ackFloor().streamSequence()).isEqualTo(3);
        assertThat(consumer.state().pending()).containsOnlyKeys(4L, 5L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(consumer.state().pending().get(12L)).isEqualTo(new KeptDelivery(11, 1795274083L * 1_000_000_000));
        assertThat(consumer.state().redelivered()).isEmpty();
    }

    @Test
    void anotherStreamsBackupIsRefused() throws IOException {
        byte[] bytes = made();
        var reader = new BackupReader("T", MESSAGE_MOST, kept);

        assertThatThrownBy(() -> reader.add(bytes)).hasMessage("stream names do not match");
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        byte[] bytes = made();
        for (int end = 0; end < bytes.length - 20; end += 97) {
            byte[] cut = Arrays.copyOf(bytes, end);
            assertThatThrownBy(() -> read(cut, 1 << 20)).isInstanceOf(BackupException.class);
        }
    }

    @Test
    void damageIsFoundAndNothingElseIsThrown() throws IOException {
        var frames = new S2Reader();
        frames.add(made());
        var plain = new ByteArrayOutputStream();
        for (byte[] data = frames.next(); data != null; data = frames.next()) {
            plain.writeBytes(data);
        }
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = plain.toByteArray();
            int near = i % 2 == 0 ? 12_000 : damaged.length; // headers and records are at both ends
            damaged[near == damaged.length ? near - 1 - random.nextInt(9_000) : random.nextInt(near)] ^=
                    (byte) (1 << random.nextInt(8));
            var files = new StreamFiles("S", MESSAGE_MOST, new Kept());
            try {
                files.add(damaged);
                files.end();
                assertThat(files.consumers()).hasSizeLessThanOrEqualTo(1);
            } catch (BackupException | JsonException found) {
                assertThat(found).hasMessageNotContaining("java.");
            }
        }
    }

    @Test
    void whatARecordTellsOfIsRemovedAndWhatIsErasedWasNeverThere() {
        var blocks = new BlockReader(MESSAGE_MOST, kept);
        long erased = 1L << 63;
        long removed = 1L << 62;
        byte[] block = records(1, 2, 3 | erased, 4, 2 | removed, 6 | erased);
        blocks.begin(BlockIndex.NONE);
        for (byte b : block) {
            blocks.add(new byte[] {b}, 0, 1);
        }
        blocks.end();

        assertThat(kept.messages).containsOnlyKeys(1L, 4L);
        ArchiveEntry last = kept.messages.lastEntry().getValue();
        assertThat(last.headers()).isEqualTo("H".getBytes(UTF_8));
        assertThat(last.payload()).isEqualTo("P4".getBytes(UTF_8));
        assertThat(blocks.highestSeq()).isEqualTo(6);
    }

    private static byte[] records(long... marked) {
        var out = new ByteArrayOutputStream();
        for (long seq : marked) {
            byte[] payload = ("P" + seq).getBytes(UTF_8);
            int size = 22 + 3 + 4 + 1 + payload.length + 8;
            ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt(size | 1 << 31).putLong(seq).putLong(7).putShort((short) 3);
            record.put("s.x".getBytes(UTF_8)).putInt(1).put((byte) 'H').put(payload);
            out.writeBytes(record.array());
        }
        return out.toByteArray();
    }
}
