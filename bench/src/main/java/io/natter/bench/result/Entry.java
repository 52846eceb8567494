package io.natter.bench.result;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row: a workload on both servers.
 *
 * <p>Immutable.
 *
 * @param id the workload's id
 * @param title what it does
 * @param measured what was measured
 * @param ours what else happened on our server
 * @param theirs what else happened on the reference server
 * @param remarks what must be known beside the figures
 */
@Json
public record Entry(
        String id, String title, List<Measured> measured, Conduct ours, Conduct theirs, List<String> remarks) {
    /**
     * How a server and its machine behaved over the rounds of a workload.
     *
     * @param lost messages that did not arrive
     * @param outOfOrder messages out of order or of an unexpected shape
     * @param serverCores processor use of the server, median, in cores
     * @param generatorCores processor use of the generator, median, in cores
     * @param otherCores processor use of all else, largest, in cores
     * @param stealPercent processor time taken by the hypervisor, largest, in percent
     * @param latencies all latencies of all rounds: a compressed HdrHistogram in base 64, or null
     */
    @Json
    public record Conduct(
            long lost,
            long outOfOrder,
            double serverCores,
            double generatorCores,
            double otherCores,
            double stealPercent,
            @Nullable String latencies) {}

    /** Returns whether every message arrived, in order, on both servers. */
    public boolean isComplete() {
        return ours.lost() + ours.outOfOrder() + theirs.lost() + theirs.outOfOrder() == 0;
    }
}
