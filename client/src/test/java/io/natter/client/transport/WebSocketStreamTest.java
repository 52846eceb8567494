package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames in both directions, over a stream in memory. */
class WebSocketStreamTest {
    private final MemoryStream under = new MemoryStream();
    private final WebSocketStream stream = new WebSocketStream(under, ByteBuffer.allocate(0));

    @ParameterizedTest(name = "cut every {0} bytes")
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void readsTheSameHoweverTheBytesAreCut(int cut) throws IOException {
        under.incoming.writeBytes(frame(0x82, "hello ".getBytes(ISO_8859_1)));
        under.incoming.writeBytes(frame(0x89, "ping".getBytes(ISO_8859_1)));
        under.incoming.writeBytes(frame(0x02, "w".getBytes(ISO_8859_1)));
        under.incoming.writeBytes(frame(0x8a, new byte[0]));
        under.incoming.writeBytes(frame(0x00, new byte[0]));
        under.incoming.writeBytes(frame(0x80, "orld".getBytes(ISO_8859_1)));
        under.incoming.writeBytes(frame(0x81, "x".repeat(300).getBytes(ISO_8859_1)));
        under.incoming.writeBytes(frame(0x82, new byte[70_000]));
        under.readBytesMax = cut;
        byte[] all = readAll(5);
        assertThat(new String(all, 0, 311, ISO_8859_1)).isEqualTo("hello world" + "x".repeat(300));
        assertThat(all).hasSize(311 + 70_000);
        assertThat(unmasked(under.outgoing.toByteArray())).isEqualTo("pong:ping");
    }

    @Test
    void afterTheFarewellNothingComes() throws IOException {
        under.incoming.writeBytes(frame(0x82, new byte[] {'a'}));
        under.incoming.writeBytes(frame(0x88, new byte[] {0x03, (byte) 0xe9, 'b', 'y', 'e'}));
        assertThat(readAll(10)).containsExactly('a');
        assertThat(stream.read(ByteBuffer.allocate(10))).isEqualTo(-1);
        assertThat(unmasked(under.outgoing.toByteArray())).isEqualTo("close:2");
        stream.close();
        assertThat(under.isClosed).isTrue();
        assertThat(unmasked(under.outgoing.toByteArray())).isEqualTo("close:2");
    }

    @Test
    void closingSaysFarewell() {
        stream.close();
        assertThat(unmasked(under.outgoing.toByteArray())).isEqualTo("close:2");
        assertThat(under.isClosed).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a masked frame, 82810000000041, mask",
        "an extension, c20141, extensions",
        "an unknown kind, 830141, kind 3",
        "a long ping, 897e0080, long or cut",
        "a cut ping, 090141, long or cut",
        "a negative length, 827fffffffffffffffff, 2^63"
    })
    void refusesWhatIsNoFrame(String what, String hex, String message) {
        under.incoming.writeBytes(java.util.HexFormat.of().parseHex(hex));
        under.incoming.writeBytes(new byte[200]);
        assertThatExceptionOfType(IOException.class)
                .as(what)
                .isThrownBy(() -> readAll(100))
                .withMessageStartingWith("websocket: ")
                .withMessageContaining(message);
    }

    @Test
    void whatIsWrittenComesOutWhateverTheSocketTakes() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            byte[] data = new byte[random.nextInt(i % 20 == 0 ? 100_000 : 300)];
            random.nextBytes(data);
            expected.writeBytes(data);
            ByteBuffer source = ByteBuffer.wrap(data);
            while (source.hasRemaining() || !stream.flush()) {
                under.writeBytesMax = random.nextInt(20_000);
                stream.write(source);
            }
        }
        assertThat(unmasked(under.outgoing.toByteArray())).as("seed %d", seed).isEqualTo(expected.toString(ISO_8859_1));
    }

    @Test
    void bytesBehindTheUpgradeComeFirst() throws IOException {
        WebSocketStream early = new WebSocketStream(under, ByteBuffer.wrap(frame(0x82, new byte[] {'a', 'b'})));
        assertThat(early.hasBuffered()).isTrue();
        ByteBuffer room = ByteBuffer.allocate(10);
        assertThat(early.read(room)).isEqualTo(2);
        assertThat(early.hasBuffered()).isFalse();
    }

    private byte[] readAll(int roomBytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int emptyCount = 0;
        while (emptyCount < 3) { // one is for the end of what the stream had
            ByteBuffer room = ByteBuffer.allocate(roomBytes);
            int count = stream.read(room);
            emptyCount = count > 0 || under.hasIncoming() ? 0 : emptyCount + 1;
            all.write(room.array(), 0, room.position());
            if (count < 0) {
                break;
            }
        }
        return all.toByteArray();
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** What a client sent: data as it is, other frames by name. */
    private static String unmasked(byte[] frames) {
        StringBuilder text = new StringBuilder();
        ByteBuffer in = ByteBuffer.wrap(frames);
        while (in.hasRemaining()) {
            int opcode = in.get() & 0xff;
            int second = in.get() & 0xff;
            assertThat(second & 0x80).as("masked").isEqualTo(0x80);
            int length = (second & 0x7f) < 126 ? second & 0x7f : in.getShort() & 0xffff;
            byte[] mask = new byte[4];
            in.get(mask);
            byte[] payload = new byte[length];
            in.get(payload);
            for (int i = 0; i < length; i++) {
                payload[i] = (byte) (payload[i] ^ mask[i % 4]);
            }
            switch (opcode) {
                case 0x82 -> text.append(new String(payload, ISO_8859_1));
                case 0x8a -> text.append("pong:").append(new String(payload, ISO_8859_1));
                case 0x88 -> text.append("close:").append(length);
                default -> throw new AssertionError("opcode " + opcode);
            }
        }
        return text.toString();
    }

    /** Both directions in memory, a few bytes at a time. */
    private static final class MemoryStream implements ByteStream {
        private final ByteArrayOutputStream incoming = new ByteArrayOutputStream();
        private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
        private int readBytes;
        private int readBytesMax = Integer.MAX_VALUE;
        private int writeBytesMax = Integer.MAX_VALUE;
        private boolean isClosed;

        boolean hasIncoming() {
            return readBytes < incoming.size();
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(Math.min(target.remaining(), incoming.size() - readBytes), readBytesMax);
            target.put(incoming.toByteArray(), readBytes, count);
            readBytes += count;
            return count;
        }

        @Override
        public boolean hasBuffered() {
            return false;
        }

        @Override
        public void write(ByteBuffer source) {
            int count = Math.min(source.remaining(), writeBytesMax);
            byte[] bytes = new byte[count];
            source.get(bytes);
            outgoing.writeBytes(bytes);
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public @Nullable SSLSession tlsSession() {
            return null;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
