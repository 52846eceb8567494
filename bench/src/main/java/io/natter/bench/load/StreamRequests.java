package io.natter.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Requests over one connection, so many under way at a time; what is answered with an error is told.
 *
 * <p>Confined to one thread. Latencies take answers to come in the order of the requests.
 */
public final class StreamRequests {
    /** Where the answers go. */
    static final String REPLY = "_INBOX.answers";

    private static final int FAILURES_MAX = 5;
    private static final int ERROR_STATUS_MIN = 400;

    private final StreamWire wire;
    private final int window;
    private final Request request;
    private final Histogram latency = LatencyMark.newHistogram();
    private final List<String> failures = new ArrayList<>();
    private final long[] sentAt;
    private long sent;
    private long answered;

    /** What is asked. */
    @FunctionalInterface
    public interface Request {
        /** Adds the {@code number}th request, from 0, to the next write; its one answer goes to {@link #REPLY}. */
        void append(StreamWire wire, long number) throws IOException;
    }

    /** Requests on a connection that is used for nothing else meanwhile, at most {@code window} without an answer. */
    public StreamRequests(StreamWire wire, int window, Request request) {
        this.wire = wire;
        this.window = window;
        this.request = request;
        this.sentAt = new long[window];
    }

    /** Asks for that long, and waits for the last answer. */
    public LatencyOutcome run(Duration duration, Span span) throws IOException {
        return run(Long.MAX_VALUE, duration, span);
    }

    /** Asks so many times, and waits for the last answer; throws when one of them is an error. */
    public void run(long count) throws IOException {
        LatencyOutcome outcome = run(count, Duration.ofDays(1), Span.UNMEASURED);
        if (!outcome.failures().isEmpty()) {
            throw new IOException(outcome.failures().get(0));
        }
    }

    private LatencyOutcome run(long count, Duration duration, Span span) throws IOException {
        wire.append("SUB " + REPLY + " answers\r\n");
        span.begins();
        long start = System.nanoTime();
        long deadline = start + duration.toNanos();
        for (long now = start; hasMore(now, deadline, count) || answered < sent; now = System.nanoTime()) {
            while (hasMore(now, deadline, count) && sent - answered < window) {
                request.append(wire, sent);
                sentAt[(int) (sent++ % window)] = now;
            }
            wire.flush();
            if (answered < sent) { // a server may have said more than it was asked
                wire.read(this::answered);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        span.ends();
        wire.append("UNSUB answers\r\n");
        return new LatencyOutcome(latency, LatencyMark.newHistogram(), sent, answered, 0, seconds, failures);
    }

    private boolean hasMore(long now, long deadline, long count) {
        return now < deadline && sent < count;
    }

    private void answered() {
        boolean isError = wire.status() >= ERROR_STATUS_MIN || wire.isError();
        if (isError && failures.size() < FAILURES_MAX) {
            failures.add(wire.body().isEmpty() ? "status " + wire.status() : wire.body());
        }
        LatencyMark.record(latency, System.nanoTime() - sentAt[(int) (answered++ % window)]);
    }
}
