package io.natter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FramesTest {
    @Test
    void aRegionHoldsEverySubjectEquallyOftenWithTheIndexInThePayload() {
        SubjectSet subjects = SubjectSet.numbered("bench.", 100, ".x");
        PublishRegion region = PublishRegion.of(3, subjects, 16);
        ByteBuffer bytes = region.bytes().order(ByteOrder.LITTLE_ENDIAN);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < region.messages(); i++) {
            int start = i * region.frameBytes();
            byte[] line = new byte["PUB bench.00.x 16\r\n".length()];
            bytes.get(start, line);
            String text = new String(line, StandardCharsets.US_ASCII);
            assertThat(text).matches("PUB bench\\.\\d\\d\\.x 16\r\n");
            seen.add(text);
            assertThat(bytes.getInt(start + line.length)).isEqualTo(3);
            assertThat(bytes.getInt(start + line.length + 4)).isEqualTo(i);
        }
        assertThat(seen).hasSize(100);
        assertThat(region.messages() % 100).isZero();
        assertThat(bytes.capacity()).isEqualTo(region.messages() * region.frameBytes());
    }

    @Test
    void aRegionRefusesSubjectsOfDifferentWidth() {
        SubjectSet uneven = new SubjectSet(11, i -> "bench." + i);
        assertThatThrownBy(() -> PublishRegion.of(0, uneven, 16)).hasMessageContaining("expected the width");
    }

    @Test
    void eachRequestHasAReplySubjectOfItsOwn() {
        OneFrame frame = OneFrame.request("bench.service", "_INBOX.a.", 8);
        assertThat(text(frame.next(1)))
                .startsWith("PUB bench.service _INBOX.a.000000000 8\r\n")
                .endsWith("\r\n");
        ByteBuffer second = frame.next(0x4142434445464748L);
        assertThat(text(second)).isEqualTo("PUB bench.service _INBOX.a.000000001 8\r\nHGFEDCBA\r\n");
        assertThat(frame.sent()).isEqualTo(2);
    }

    @Test
    void aMessageHasNoReply() {
        assertThat(text(OneFrame.message("bench.ring.1", 8).next(0x4142434445464748L)))
                .isEqualTo("PUB bench.ring.1 8\r\nHGFEDCBA\r\n");
    }

    @Test
    void theShapeIsThatOfTheDelivery() {
        FrameShape shape = FrameShape.of("bench.hot".length(), 1, 128);
        assertThat(shape.headerBytes()).isEqualTo("MSG bench.hot 1 128\r\n".length());
        assertThat(shape.frameBytes()).isEqualTo("MSG bench.hot 1 128\r\n".length() + 128 + 2);
        assertThatThrownBy(() -> FrameShape.of(1, 1, 7)).hasMessageContaining("payloadBytes: got 7");
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes).toString();
    }
}
