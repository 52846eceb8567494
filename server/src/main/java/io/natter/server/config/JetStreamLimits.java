package io.natter.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What streams and their users may ask for; 0 means the default. Immutable. (B108)
 *
 * @param maxAckPending most unacknowledged messages of one consumer
 * @param maxHaAssets most streams and consumers with replicas
 * @param maxRequestBatch most messages of one pull request
 * @param duplicateWindow longest window of a stream for duplicates, or null for any
 * @param defaultMaxConsumers most consumers of a stream that sets no limit
 * @param batchMaxInflightPerStream most open batches of one stream
 * @param batchMaxInflightTotal most open batches in all
 * @param batchMaxMessages most messages of a batch
 * @param batchTimeout longest time a batch may be open, or null for the default
 */
public record JetStreamLimits(
        int maxAckPending,
        int maxHaAssets,
        int maxRequestBatch,
        @Nullable Duration duplicateWindow,
        int defaultMaxConsumers,
        int batchMaxInflightPerStream,
        int batchMaxInflightTotal,
        int batchMaxMessages,
        @Nullable Duration batchTimeout) {

    /** What holds when the configuration says nothing. */
    public static JetStreamLimits defaults() {
        return new JetStreamLimits(0, 0, 0, null, 0, 0, 0, 0, null);
    }

    /** A copy with another maxAckPending. */
    public JetStreamLimits withMaxAckPending(int maxAckPending) {
        return Copy.with(this, "maxAckPending", maxAckPending);
    }

    /** A copy with another maxHaAssets. */
    public JetStreamLimits withMaxHaAssets(int maxHaAssets) {
        return Copy.with(this, "maxHaAssets", maxHaAssets);
    }

    /** A copy with another maxRequestBatch. */
    public JetStreamLimits withMaxRequestBatch(int maxRequestBatch) {
        return Copy.with(this, "maxRequestBatch", maxRequestBatch);
    }

    /** A copy with another duplicateWindow. */
    public JetStreamLimits withDuplicateWindow(@Nullable Duration duplicateWindow) {
        return Copy.with(this, "duplicateWindow", duplicateWindow);
    }

    /** A copy with another defaultMaxConsumers. */
    public JetStreamLimits withDefaultMaxConsumers(int defaultMaxConsumers) {
        return Copy.with(this, "defaultMaxConsumers", defaultMaxConsumers);
    }

    /** A copy with another batchMaxInflightPerStream. */
    public JetStreamLimits withBatchMaxInflightPerStream(int batchMaxInflightPerStream) {
        return Copy.with(this, "batchMaxInflightPerStream", batchMaxInflightPerStream);
    }

    /** A copy with another batchMaxInflightTotal. */
    public JetStreamLimits withBatchMaxInflightTotal(int batchMaxInflightTotal) {
        return Copy.with(this, "batchMaxInflightTotal", batchMaxInflightTotal);
    }

    /** A copy with another batchMaxMessages. */
    public JetStreamLimits withBatchMaxMessages(int batchMaxMessages) {
        return Copy.with(this, "batchMaxMessages", batchMaxMessages);
    }

    /** A copy with another batchTimeout. */
    public JetStreamLimits withBatchTimeout(@Nullable Duration batchTimeout) {
        return Copy.with(this, "batchTimeout", batchTimeout);
    }
}
