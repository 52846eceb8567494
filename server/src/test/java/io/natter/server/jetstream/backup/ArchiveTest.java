package io.natter.server.jetstream.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveTest {
    private static final int ENTRY_MOST = 1 << 20;

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 3, 7, 1000, 1 << 20})
    void entriesAreReadHoweverTheBytesAreCut(int piece) {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        List<ArchiveEntry> written = new ArrayList<>();
        ArchiveWriter writer = new ArchiveWriter();
        for (int i = 0; i < 30; i++) {
            byte[] payload = new byte[random.nextInt(piece < 10 ? 500 : 200_000)];
            random.nextBytes(payload);
            ArchiveEntry entry = new ArchiveEntry(
                    "s." + i, random.nextLong(), random.nextLong() | 1, new byte[random.nextInt(50)], payload);
            written.add(entry);
            writer.write(entry);
        }
        writer.end();
        byte[] bytes = writer.take();

        List<ArchiveEntry> read = read(bytes, piece);

        assertThat(read).as("seed %d", seed).hasSize(31);
        assertThat(read.get(30).isEnd()).isTrue();
        for (int i = 0; i < written.size(); i++) {
            ArchiveEntry expected = written.get(i);
            ArchiveEntry got = read.get(i);
            assertThat(got.name()).as("seed %d", seed).isEqualTo(expected.name());
            assertThat(List.of(got.timeNs(), got.seq())).isEqualTo(List.of(expected.timeNs(), expected.seq()));
            assertThat(Arrays.equals(got.headers(), expected.headers())).isTrue();
            assertThat(Arrays.equals(got.payload(), expected.payload())).isTrue();
        }
    }

    private static List<ArchiveEntry> read(byte[] bytes, int piece) {
        S2Reader frames = new S2Reader();
        ArchiveReader reader = new ArchiveReader(ENTRY_MOST);
        List<ArchiveEntry> entries = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += piece) {
            frames.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
            for (byte[] data = frames.next(); data != null; data = frames.next()) {
                reader.add(data);
            }
            for (ArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @Test
    void damageIsFoundAndNothingElseIsThrown() {
        ArchiveWriter writer = new ArchiveWriter();
        writer.write(new ArchiveEntry("state.json", 1, 0, new byte[0], "{}".getBytes(UTF_8)));
        writer.end();
        byte[] bytes = writer.take();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                List<ArchiveEntry> entries = read(damaged, damaged.length);
                assertThat(entries.size()).isLessThanOrEqualTo(2);
            } catch (BackupException found) {
                assertThat(found).hasMessageMatching("s2: .*|archive: .*");
            }
        }
    }

    @Test
    void whatRepeatsIsCompressed() {
        ArchiveWriter writer = new ArchiveWriter();
        byte[] payload = "the same words again and again ".repeat(10_000).getBytes(UTF_8);
        writer.write(new ArchiveEntry("s", 1, 1, new byte[0], payload));
        writer.end();
        byte[] bytes = writer.take();

        assertThat(bytes.length).isLessThan(payload.length / 5);
        assertThat(read(bytes, 1000).get(0).payload()).isEqualTo(payload);
    }

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({"2000000, true", "8388608, true", "8388609, false"})
    void aConsumerMayBeLargerThanAMessage(int length, boolean isTaken) {
        ArchiveWriter writer = new ArchiveWriter();
        writer.write(new ArchiveEntry("consumers/c", 1, 0, new byte[0], new byte[length]));
        writer.end();
        byte[] bytes = writer.take();

        if (isTaken) {
            assertThat(read(bytes, bytes.length).get(0).payload()).hasSize(length);
        } else {
            assertThatThrownBy(() -> read(bytes, bytes.length)).isInstanceOf(BackupException.class);
        }
    }

    @Test
    void entriesThatClaimTooMuchAreRefused() {
        ArchiveWriter writer = new ArchiveWriter();
        writer.write(new ArchiveEntry("s", 1, 1, new byte[0], new byte[100]));
        writer.end();
        S2Reader frames = new S2Reader();
        frames.add(writer.take());
        ArchiveReader reader = new ArchiveReader(99);
        reader.add(Objects.requireNonNull(frames.next()));

        assertThatThrownBy(reader::next).isInstanceOf(BackupException.class);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    03 08 61 62 63          | abc
                    08 04 61 62 09 02       | abababab
                    08 04 61 62 0a 02 00 00 61 | refused
                    0c 04 61 62 01 02 01 00 01 00 | refused
                    0a 04 61 62 01 02 01 00 | ababababab
                    ff ff ff ff 0f 00 61    | refused
                    03 08 61                | refused
                    04 00 61 05 05          | refused
                    """)
    void blocksAreDecompressed(String hex, String text) {
        byte[] block = HexFormat.of().parseHex(hex.replace(" ", ""));
        if (text.equals("refused")) {
            assertThatThrownBy(() -> S2Block.decompress(block, 0, block.length)).isInstanceOf(BackupException.class);
        } else {
            assertThat(new String(S2Block.decompress(block, 0, block.length), UTF_8))
                    .isEqualTo(text);
        }
    }

    @Test
    void anyBytesAreABlockOrRefused() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(20)];
            random.nextBytes(bytes);
            bytes[0] &= 0x3f;
            try {
                assertThat(S2Block.decompress(bytes, 0, bytes.length).length).isEqualTo(bytes[0]);
            } catch (BackupException malformed) {
                assertThat(malformed).hasMessage("s2: corrupt input");
            }
        }
    }
}
