package io.natter.client.jetstream;

import io.natter.client.NatsException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How much of a fast batch may be on its way, and what is done about messages that are lost.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param flow most messages to one acknowledgement, 1 to 500; the stream may want fewer
 * @param acknowledgements acknowledgements that may be awaited at once, 1 to 3; more serve long round trips
 * @param timeout longest silence of the stream; positive
 * @param gapListener is told what was lost or refused, on the thread that sends, and then the batch goes on; null to have that end the batch
 */
public record FastBatchOptions(
        int flow,
        int acknowledgements,
        Duration timeout,
        @Nullable Consumer<NatsException> gapListener) {
    private static final int FLOW_MAX = 500;
    private static final int ACKNOWLEDGEMENTS_MAX = 3;

    /** A hundred to an acknowledgement, two of these awaited, thirty seconds, no gaps. */
    public static final FastBatchOptions DEFAULTS = new FastBatchOptions(100, 2, Duration.ofSeconds(30), null);

    /** Checks the ranges. */
    public FastBatchOptions {
        Ranges.between("flow", flow, 1, FLOW_MAX);
        Ranges.between("acknowledgements", acknowledgements, 1, ACKNOWLEDGEMENTS_MAX);
        Ranges.positive("timeout", timeout);
    }

    /** The same with others to an acknowledgement. */
    public FastBatchOptions withFlow(int flow) {
        return new FastBatchOptions(flow, acknowledgements, timeout, gapListener);
    }

    /** The same with others awaited. */
    public FastBatchOptions withAcknowledgements(int acknowledgements) {
        return new FastBatchOptions(flow, acknowledgements, timeout, gapListener);
    }

    /** The same with another limit. */
    public FastBatchOptions withTimeout(Duration timeout) {
        return new FastBatchOptions(flow, acknowledgements, timeout, gapListener);
    }

    /** The same, going on where messages are lost or refused; the listener is told. */
    public FastBatchOptions withGapsAllowed(Consumer<NatsException> listener) {
        return new FastBatchOptions(flow, acknowledgements, timeout, listener);
    }
}
