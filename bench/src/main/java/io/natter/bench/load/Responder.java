package io.natter.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;

/**
 * Answers each request with its own payload: one connection, one thread, blocking reads; all answers of a read leave in one write.
 *
 * <p>Confined to its thread, but for {@link #close}.
 */
public final class Responder implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final byte[] PUB = ascii("PUB ");
    private static final byte[] PONG = ascii("PONG\r\n");

    private final Wire wire;
    private final Failures failures;
    private final Thread thread;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final ByteBuffer out = ByteBuffer.allocateDirect(2 * BUFFER_BYTES);

    private Responder(Wire wire, Failures failures) {
        this.wire = wire;
        this.failures = failures;
        this.thread = new Thread(this::run, "bench-responder");
    }

    /** Subscribes to {@code subject} and starts answering. */
    public static Responder start(Endpoint endpoint, String subject, Failures failures) throws IOException {
        Wire wire = Wire.connect(endpoint);
        wire.subscribe(subject, null, "1");
        wire.fence();
        Responder responder = new Responder(wire, failures);
        responder.in.compact().put(wire.takePending()).flip();
        responder.thread.start();
        return responder;
    }

    private void run() {
        try {
            while (true) {
                int next = in.position();
                do {
                    in.position(next);
                    next = operation(next);
                } while (next != in.position());
                wire.send(out.flip());
                out.clear();
                in.compact();
                if (wire.channel().read(in) < 0) {
                    failures.add("responder: closed by the server");
                    return;
                }
                in.flip();
            }
        } catch (ClosedChannelException e) {
            // closed by us, to end this thread
        } catch (IOException e) {
            failures.add("responder: " + e.getMessage());
        }
    }

    /** Handles one operation; returns where the next one starts, or {@code start} when this one is incomplete. */
    private int operation(int start) {
        int end = start;
        while (end < in.limit() && in.get(end) != '\n') {
            end++;
        }
        if (end == in.limit()) {
            return start;
        }
        if (in.get(start) == 'M') {
            return request(start, end);
        }
        if (in.get(start) == 'P' && in.get(start + 1) == 'I') {
            out.put(PONG);
        } else if (in.get(start) == '-') {
            failures.add("responder: " + StandardCharsets.US_ASCII.decode(in.slice(start, end - start)));
        }
        return end + 1;
    }

    /** {@code MSG subject sid reply size}: the answer is everything from the reply on, behind another verb. */
    private int request(int start, int lineEnd) {
        int sizeStart = spaceBefore(lineEnd) + 1;
        int size = 0;
        for (int i = sizeStart; i < lineEnd - 1; i++) {
            size = size * 10 + in.get(i) - '0';
        }
        int end = lineEnd + 1 + size + 2;
        if (end > in.limit()) {
            return start;
        }
        int reply = spaceBefore(sizeStart - 1) + 1;
        out.put(PUB).put(in.slice(reply, end - reply));
        return end;
    }

    private int spaceBefore(int position) {
        int space = position - 1;
        while (in.get(space) != ' ') {
            space--;
        }
        return space;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        wire.close();
        Threads.join(thread);
    }
}
