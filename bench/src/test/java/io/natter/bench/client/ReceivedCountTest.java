package io.natter.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedCountTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void isSeenThroughTheFileByOthers() throws IOException {
        ReceivedCount mine = ReceivedCount.map(directory.resolve("count"));
        ReceivedCount theirs = ReceivedCount.map(directory.resolve("count"));
        mine.add(payload(0));
        mine.add(payload(1));
        assertThat(theirs.get()).isEqualTo(2);
        mine.reset();
        assertThat(theirs.get()).isZero();
    }

    @Test
    void noticesWhatIsOutOfOrder() throws IOException {
        ReceivedCount count = ReceivedCount.map(directory.resolve("count"));
        for (int number : new int[] {0, 1, 2, 0, 1, 3, 4, 4}) {
            count.add(payload(number));
        }
        assertThat(count.outOfOrder()).isEqualTo(2);
    }

    private static byte[] payload(int number) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(number)
                .array();
    }
}
