package io.natter.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket over another stream, as a client (RFC 6455).
 *
 * <p>One thread reads and one writes. What frames the server cuts its bytes into does not matter; what is written becomes
 * binary frames. The reader answers pings and the farewell, so sending has a lock.
 *
 * <pre>
 *  byte 0    fin(1) rsv(3) opcode(4)     opcodes: 0 more of a message, 1 text, 2 binary, 8 close, 9 ping, 10 pong
 *  byte 1    mask(1) length(7)           126: two more bytes of length; 127: eight more
 *            mask key, 4 bytes           from clients only
 *            payload                     xor mask key
 * </pre>
 */
final class WebSocketStream implements ByteStream {
    private static final int RECEIVED_BYTES = 32 << 10;
    private static final int FRAME_BYTES_MAX = 32 << 10; // payload of a frame we send
    private static final int HEAD_BYTES_MAX = 8; // of those
    private static final int CONTROL_BYTES_MAX = 125;
    private static final int CONTROL_ROOM = 4 * (CONTROL_BYTES_MAX + 6); // kept free of data

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MORE = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final byte[] NORMAL_CLOSURE = {0x03, (byte) 0xe8};

    private final ByteStream under;

    // of the reader
    private final ByteBuffer received = ByteBuffer.allocate(RECEIVED_BYTES);
    private long payloadBytesLeft;
    private boolean hasEnded;

    private final ReentrantLock sending = new ReentrantLock(); // guards what follows
    private final ByteBuffer unsent = ByteBuffer.allocateDirect(FRAME_BYTES_MAX + HEAD_BYTES_MAX + CONTROL_ROOM);
    private final SecureRandom random = new SecureRandom();
    private final byte[] randomBytes = new byte[512];
    private final ByteBuffer masks = ByteBuffer.wrap(randomBytes).limit(0);

    /**
     * Over a stream that was upgraded.
     *
     * @param early bytes behind the upgrade that were read already
     */
    WebSocketStream(ByteStream under, ByteBuffer early) {
        this.under = under;
        if (early.remaining() > received.capacity()) {
            throw new IllegalArgumentException("early: got " + early.remaining() + " bytes, expected fewer");
        }
        received.put(early).flip();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        boolean mayReceive = true;
        while (target.hasRemaining() && !hasEnded) {
            if (payloadBytesLeft > 0 && received.hasRemaining()) {
                takePayload(target);
            } else if (payloadBytesLeft > 0 || !readHead()) {
                if (!mayReceive) {
                    break;
                }
                int room = received.capacity() - received.remaining();
                int count = fill();
                hasEnded = count < 0;
                if (count <= 0) {
                    break;
                }
                mayReceive = count == room; // else the socket is empty
            }
        }
        int count = target.position() - start;
        return count == 0 && hasEnded ? -1 : count;
    }

    @Override
    public boolean hasBuffered() {
        return !hasEnded && received.hasRemaining() && (payloadBytesLeft > 0 || isHeadComplete());
    }

    private void takePayload(ByteBuffer target) {
        int count = (int) Math.min(Math.min(payloadBytesLeft, received.remaining()), target.remaining());
        target.put(received.slice().limit(count));
        received.position(received.position() + count);
        payloadBytesLeft -= count;
    }

    /** Whether a head is there, and behind the head of a control frame its payload. */
    private boolean isHeadComplete() {
        if (received.remaining() < 2) {
            return false;
        }
        int at = received.position();
        int length = received.get(at + 1) & 0x7f;
        boolean isControl = (received.get(at) & 0x8) != 0;
        int more = isControl ? Math.min(length, CONTROL_BYTES_MAX) : length == 126 ? 2 : length == 127 ? 8 : 0;
        return received.remaining() >= 2 + more;
    }

    /** Reads the head of a data frame, or a whole control frame; false if it is not there yet. */
    private boolean readHead() throws IOException {
        if (!isHeadComplete()) {
            return false;
        }
        int first = received.get() & 0xff;
        int second = received.get() & 0xff;
        int opcode = first & 0xf;
        if ((first & 0x70) != 0 || (second & MASKED) != 0) {
            throw new IOException("websocket: got a frame with extensions or a mask, expected a server's plain one");
        }
        switch (opcode) {
            case MORE, TEXT, BINARY -> payloadBytesLeft = payloadBytes(second);
            case CLOSE, PING, PONG -> control(opcode, first, second);
            default -> throw new IOException("websocket: got a frame of kind " + opcode + ", expected a known one");
        }
        return true;
    }

    private long payloadBytes(int length) throws IOException {
        long bytes = length < 126 ? length : length == 126 ? received.getShort() & 0xffff : received.getLong();
        if (bytes < 0) {
            throw new IOException("websocket: got a frame of more than 2^63 bytes, expected fewer");
        }
        return bytes;
    }

    private void control(int opcode, int first, int length) throws IOException {
        if (length > CONTROL_BYTES_MAX || (first & FINAL) == 0) {
            throw new IOException("websocket: got a control frame that is long or cut, expected up to 125 bytes");
        }
        byte[] payload = new byte[length];
        received.get(payload);
        if (opcode == PING) {
            sendControl(PONG, payload);
        } else if (opcode == CLOSE) {
            hasEnded = true;
            sendControl(CLOSE, length < 2 ? NORMAL_CLOSURE : new byte[] {payload[0], payload[1]});
        }
    }

    private int fill() throws IOException {
        received.compact();
        try {
            return under.read(received);
        } finally {
            received.flip();
        }
    }

    /** Sends a control frame; one that finds no room is left out, as the last of many pings counts (5.5.3). */
    private void sendControl(int opcode, byte[] payload) throws IOException {
        sending.lock();
        try {
            if (unsent.remaining() >= 6 + payload.length) {
                appendFrame(opcode, ByteBuffer.wrap(payload), payload.length);
                send();
            }
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        sending.lock();
        try {
            send();
            int room = unsent.remaining() - CONTROL_ROOM - HEAD_BYTES_MAX;
            while (source.hasRemaining() && room > 0) {
                appendFrame(BINARY, source, Math.min(source.remaining(), room));
                send();
                room = unsent.remaining() - CONTROL_ROOM - HEAD_BYTES_MAX;
            }
        } finally {
            sending.unlock();
        }
    }

    private void appendFrame(int opcode, ByteBuffer payload, int count) {
        unsent.put((byte) (FINAL | opcode));
        if (count < 126) {
            unsent.put((byte) (MASKED | count));
        } else {
            unsent.put((byte) (MASKED | 126)).putShort((short) count);
        }
        int mask = nextMask();
        unsent.putInt(mask);
        int end = payload.position() + count;
        while (end - payload.position() >= Integer.BYTES) {
            unsent.putInt(payload.getInt() ^ mask);
        }
        for (int shift = 24; payload.position() < end; shift -= 8) {
            unsent.put((byte) (payload.get() ^ mask >>> shift));
        }
    }

    /** Nobody may foresee a mask (10.3); a hundred are drawn at a time. */
    private int nextMask() {
        if (!masks.hasRemaining()) {
            random.nextBytes(randomBytes);
            masks.clear();
        }
        return masks.getInt();
    }

    @Override
    public boolean flush() throws IOException {
        sending.lock();
        try {
            send();
            return unsent.position() == 0 && under.flush();
        } finally {
            sending.unlock();
        }
    }

    private void send() throws IOException {
        if (unsent.position() > 0) {
            unsent.flip();
            try {
                under.write(unsent);
            } finally {
                unsent.compact();
            }
        }
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        return under.tlsSession();
    }

    @Override
    public void close() {
        try {
            if (!hasEnded) {
                sendControl(CLOSE, NORMAL_CLOSURE);
            }
        } catch (IOException theServerIsGone) {
            // it needs no good-bye
        }
        under.close();
    }
}
