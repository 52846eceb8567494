package io.natter.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Latency over fresh connections: requesters and one responder, or a ring of peers. Open, run once, close.
 *
 * <ul>
 *   <li>{@link #pingPong}: one requester, the next request when the reply is there.
 *   <li>{@link #closedLoop}: all requesters, each with one request under way: the most this set-up can do.
 *   <li>{@link #openLoop}: sendings planned at a rate, whatever comes back; latency counts from the plan, so that a stall of the server shows in
 *       every message that had to wait for it.
 * </ul>
 *
 * <p>Confined to the thread that opened it.
 */
public final class LatencyRun implements AutoCloseable {
    private static final String SERVICE = "bench.service";
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int MANY = 1_000;
    private static final long FIRST_PINGS_NANOS =
            3_000_000_000L; // a server pings new connections; not what is measured
    private static final long STALL_NANOS = 5_000_000_000L;

    private final Failures failures = new Failures();
    private final Histogram latency = LatencyMark.newHistogram();
    private final Histogram lateness = LatencyMark.newHistogram();
    private final List<Peer> peers = new ArrayList<>();
    private @Nullable Responder responder;

    private LatencyRun() {}

    /** Opens {@code requesters} connections that ask and one that answers. */
    public static LatencyRun requests(Endpoint endpoint, int requesters, int payloadBytes) throws IOException {
        LatencyRun run = new LatencyRun();
        try {
            run.responder = Responder.start(endpoint, SERVICE, run.failures);
            for (int i = 0; i < requesters; i++) {
                run.peers.add(Peer.requester(endpoint, SERVICE, i, payloadBytes, run.latency));
            }
            return run;
        } catch (IOException e) {
            run.close();
            throw e;
        }
    }

    /** Opens {@code connections} peers, each of which publishes to the next one. */
    public static LatencyRun ring(Endpoint endpoint, int connections, int payloadBytes) throws IOException {
        LatencyRun run = new LatencyRun();
        try {
            for (int i = 0; i < connections; i++) {
                run.peers.add(Peer.ofRing(endpoint, i, connections, payloadBytes, run.latency));
            }
            return run;
        } catch (IOException e) {
            run.close();
            throw e;
        }
    }

    /** One request after the other on the first connection. */
    public LatencyOutcome pingPong(Duration duration, Span span) throws IOException {
        Peer peer = peers.get(0);
        ByteBuffer shared = newBuffer();
        span.begins();
        long start = System.nanoTime();
        for (long now = start; now - start < duration.toNanos(); now = System.nanoTime()) {
            peer.send(now);
            while (peer.receiver().received() < peer.frame().sent()) {
                if (!peer.receiver().read(shared)) {
                    throw new IOException("requester: closed by the server");
                }
            }
        }
        return ended(start, span);
    }

    /** All connections at once, each with one request under way. */
    public LatencyOutcome closedLoop(Duration duration, Span span) throws IOException {
        ByteBuffer shared = newBuffer();
        try (Selector selector = Selector.open()) {
            for (Peer peer : peers) {
                peer.wire().channel().configureBlocking(false);
                peer.wire().channel().register(selector, SelectionKey.OP_READ, peer);
            }
            span.begins();
            long start = System.nanoTime();
            for (Peer peer : peers) {
                peer.send(start);
            }
            long end = start + duration.toNanos();
            while (underWay() && System.nanoTime() < end + STALL_NANOS) {
                selector.select(key -> turn((Peer) key.attachment(), shared, end), 100);
            }
            return ended(start, span);
        }
    }

    private void turn(Peer peer, ByteBuffer shared, long endNanos) {
        try {
            if (!peer.receiver().read(shared)) {
                throw new IOException("closed by the server");
            }
            long now = System.nanoTime();
            if (peer.receiver().received() == peer.frame().sent() && now < endNanos) {
                peer.send(now);
            }
        } catch (IOException e) {
            failures.add("requester: " + e.getMessage());
            peer.receiver().end();
        }
    }

    /** Sends {@code ratePerSecond} in even steps, one connection after the other. */
    public LatencyOutcome openLoop(double ratePerSecond, Duration duration, Span span) throws IOException {
        List<Receiver> receivers = peers.stream().map(Peer::receiver).toList();
        OpenLoopSender sender = new OpenLoopSender(new SendPlan(ratePerSecond, duration), peers, failures);
        Thread sending = new Thread(sender, "bench-sender");
        double seconds;
        try (ReceiverThread receiving = new ReceiverThread(receivers, failures)) {
            receiving.start();
            if (peers.size() >= MANY) {
                Threads.parkUntil(System.nanoTime() + FIRST_PINGS_NANOS);
            }
            span.begins();
            long start = System.nanoTime();
            sending.start();
            Threads.join(sending);
            lateness.add(sender.lateness());
            Threads.await(() -> !underWay(), 100_000, System.nanoTime() + STALL_NANOS);
            seconds = secondsSince(start);
            span.ends();
        }
        return outcome(seconds); // the receiver thread has ended: its histogram is ours
    }

    private boolean underWay() {
        return failures.texts().isEmpty() && received() < sent();
    }

    private long sent() {
        long sum = 0;
        for (Peer peer : peers) {
            sum += peer.frame().sent();
        }
        return sum;
    }

    private long received() {
        long sum = 0;
        for (Peer peer : peers) {
            sum += peer.receiver().received();
        }
        return sum;
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private LatencyOutcome ended(long startNanos, Span span) {
        double seconds = secondsSince(startNanos);
        span.ends();
        return outcome(seconds);
    }

    private LatencyOutcome outcome(double seconds) {
        long outOfOrder = 0;
        for (Peer peer : peers) {
            outOfOrder += peer.receiver().outOfOrder();
            peer.receiver().counter().errors().forEach(failures::add);
        }
        return new LatencyOutcome(latency, lateness, sent(), received(), outOfOrder, seconds, failures.texts());
    }

    private static ByteBuffer newBuffer() {
        return ByteBuffer.allocateDirect(2 * BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers) {
            peer.wire().close();
        }
        if (responder != null) {
            responder.close();
        }
    }
}
