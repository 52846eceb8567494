package io.natter.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of {@link Traffic} over fresh connections: open, run once, close.
 *
 * <p>Confined to the thread that opened it.
 */
public final class TrafficRun implements AutoCloseable {
    private static final long POLL_NANOS = 500_000;
    private static final long STALL_NANOS = 10_000_000_000L; // without progress for so long, the rest counts as lost
    private static final int SUBSCRIBE_BATCH_BYTES = 60 << 10;

    private final Traffic traffic;
    private final Failures failures = new Failures();
    private final List<Wire> wires = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<ReceiverThread> receiverThreads = new ArrayList<>();
    private final InFlight inFlight;

    private TrafficRun(Traffic traffic, PublishRegion region, long windowBytes) {
        this.traffic = traffic;
        long window = traffic.interests().isEmpty() ? Long.MAX_VALUE : Math.max(1, windowBytes / region.frameBytes());
        this.inFlight = new InFlight(window, this::received);
    }

    /**
     * Connects and subscribes; returns when the server has taken everything in.
     *
     * @param regions one for each publisher
     * @param windowBytes how far publishers may be ahead of the slowest receiver
     */
    public static TrafficRun open(Traffic traffic, List<PublishRegion> regions, Endpoint endpoint, long windowBytes)
            throws IOException {
        TrafficRun run = new TrafficRun(traffic, regions.get(0), windowBytes);
        try {
            for (Traffic.Interest interest : traffic.interests()) {
                run.openReceiver(interest, endpoint, regions.get(0).messages());
            }
            for (PublishRegion region : regions) {
                Wire wire = run.connect(endpoint);
                run.publishers.add(new Publisher(wire, region, run.inFlight, run.failures));
            }
            return run;
        } catch (IOException e) {
            run.close();
            throw e;
        }
    }

    private Wire connect(Endpoint endpoint) throws IOException {
        Wire wire = Wire.connect(endpoint);
        wires.add(wire);
        return wire;
    }

    private void openReceiver(Traffic.Interest interest, Endpoint endpoint, int regionMessages) throws IOException {
        Wire wire = connect(endpoint);
        subscribe(wire, interest);
        Mark mark = new SequenceMark(traffic.publishers(), regionMessages, traffic.spread() == Traffic.Spread.EACH);
        receivers.add(new Receiver(wire, traffic.shape(interest), mark));
    }

    private static void subscribe(Wire wire, Traffic.Interest interest) throws IOException {
        String queue = interest.queue() == null ? "" : " " + interest.queue();
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < interest.filters().count(); i++) {
            batch.append("SUB ").append(interest.filters().at(i)).append(queue);
            batch.append(' ').append(Traffic.sid(interest, i)).append("\r\n");
            if (batch.length() >= SUBSCRIBE_BATCH_BYTES) {
                flush(wire, batch);
            }
        }
        flush(wire, batch);
        wire.fence();
    }

    private static void flush(Wire wire, StringBuilder batch) throws IOException {
        wire.send(ByteBuffer.wrap(batch.toString().getBytes(StandardCharsets.US_ASCII)));
        batch.setLength(0);
    }

    /** Publishes for {@code duration} and returns when everything has arrived, or nothing has come for ten seconds. */
    public TrafficOutcome run(Duration duration, Span span) throws IOException {
        startReceivers();
        List<Thread> threads = new ArrayList<>();
        for (Publisher publisher : publishers) {
            threads.add(new Thread(publisher, "bench-publisher"));
        }
        span.begins();
        long startNanos = System.nanoTime();
        threads.forEach(Thread::start);
        Threads.await(this::hasBroken, 10 * POLL_NANOS, startNanos + duration.toNanos());
        if (hasBroken()) {
            inFlight.release();
        }
        publishers.forEach(Publisher::stop);
        awaitPublishers(threads);
        awaitDeliveries();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        span.ends();
        receiverThreads.forEach(ReceiverThread::close);
        return outcome(seconds);
    }

    private void startReceivers() {
        // One thread reads them all on a small machine: threads that wake each other would take the server's share.
        int groups = Math.min(receivers.size(), Math.max(1, Runtime.getRuntime().availableProcessors() / 4));
        for (int group = 0; group < groups; group++) {
            List<Receiver> members = new ArrayList<>();
            for (int i = group; i < receivers.size(); i += groups) {
                members.add(receivers.get(i));
            }
            receiverThreads.add(new ReceiverThread(members, failures));
        }
        receiverThreads.forEach(ReceiverThread::start);
    }

    private void awaitPublishers(List<Thread> threads) throws IOException {
        long deadline = System.nanoTime() + 3 * STALL_NANOS;
        for (Thread thread : threads) {
            if (!Threads.await(() -> !thread.isAlive() || hasBroken(), POLL_NANOS, deadline)) {
                failures.add("publisher: no PONG in 30 s");
            }
        }
        if (threads.stream().anyMatch(Thread::isAlive)) {
            inFlight.release();
            Threads.await(
                    () -> threads.stream().noneMatch(Thread::isAlive), POLL_NANOS, System.nanoTime() + STALL_NANOS);
            closeWires();
        }
        threads.forEach(Threads::join);
    }

    private void awaitDeliveries() {
        long expected = expected();
        long seen = delivered();
        long deadline = System.nanoTime() + STALL_NANOS;
        while (seen < expected && !hasBroken()) {
            long before = seen;
            if (!Threads.await(() -> delivered() > before || hasBroken(), POLL_NANOS / 5, deadline)) {
                failures.add("receivers: nothing came for 10 s");
                return;
            }
            seen = delivered();
            deadline = System.nanoTime() + STALL_NANOS;
        }
    }

    private boolean hasBroken() {
        return !failures.texts().isEmpty();
    }

    private long expected() {
        return receivers.isEmpty()
                ? 0
                : traffic.spread() == Traffic.Spread.EACH ? inFlight.sent() * receivers.size() : inFlight.sent();
    }

    private long delivered() {
        long sum = 0;
        for (Receiver receiver : receivers) {
            sum += receiver.received();
        }
        return sum;
    }

    /** What publishers may count on having been received: by the slowest, or by all together. */
    private long received() {
        if (traffic.spread() == Traffic.Spread.ONE) {
            return delivered();
        }
        long slowest = Long.MAX_VALUE;
        for (Receiver receiver : receivers) {
            slowest = Math.min(slowest, receiver.received());
        }
        return slowest;
    }

    private TrafficOutcome outcome(double seconds) {
        long outOfOrder = 0;
        List<Long> byReceiver = new ArrayList<>();
        for (Receiver receiver : receivers) {
            receiver.counter().errors().forEach(failures::add);
            outOfOrder += receiver.outOfOrder();
            byReceiver.add(receiver.received());
        }
        long lost = expected() - delivered();
        return new TrafficOutcome(
                inFlight.sent(), delivered(), lost, outOfOrder, seconds, byReceiver, failures.texts());
    }

    private void closeWires() {
        for (Wire wire : wires) {
            try {
                wire.close();
            } catch (IOException e) {
                failures.add("close: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() throws IOException {
        receiverThreads.forEach(ReceiverThread::close);
        closeWires();
    }
}
