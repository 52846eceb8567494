package io.natter.bench.workload;

import io.natter.bench.load.Endpoint;
import io.natter.bench.load.Span;
import java.io.IOException;
import java.time.Duration;

/**
 * What a workload is given for one round.
 *
 * <p>Immutable.
 *
 * @param endpoint where the server listens
 * @param server what can be seen of the server from outside
 * @param duration how long to put it under load
 * @param warmUp how long a server is to be warmed up before a measure; for a round that starts one itself
 * @param windowBytes how far publishers may be ahead of the slowest receiver
 * @param span told where the measured part begins and ends
 */
public record Round(
        Endpoint endpoint, ServerView server, Duration duration, Duration warmUp, long windowBytes, Span span) {
    /** A server process seen from outside. */
    public interface ServerView {
        /** Returns the time from the fork to the first byte of INFO. */
        double startMillis();

        /** Returns the resident memory now. */
        long rssBytes();

        /**
         * Ends the process, in order or at once, and starts it again as it was.
         *
         * @return when it was started, in ns of {@link System#nanoTime}; it may not listen yet
         */
        long restart(boolean isOrderly) throws IOException;
    }

    Round withEndpoint(Endpoint other) {
        return new Round(other, server, duration, warmUp, windowBytes, span);
    }

    Round unmeasured(Duration other) {
        return new Round(endpoint, server, other, warmUp, windowBytes, Span.UNMEASURED);
    }
}
