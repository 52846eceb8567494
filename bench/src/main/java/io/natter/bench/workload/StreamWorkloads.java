package io.natter.bench.workload;

import io.natter.bench.load.BatchPublishing;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of streams, J1 to J14, with the floors they must reach.
 *
 * <p>Immutable.
 */
final class StreamWorkloads {
    /** Rows that are filled for minutes, or make ten thousand streams; others stand for them in a short run. */
    private static final List<String> LONG =
            List.of("J10/1000000", "J11/clean-10M", "J11/kill-10M", "J12/10000", "J14/1000000");

    private static final int ASSETS = 10_000;

    private StreamWorkloads() {}

    /** Whether a row takes part in a short run of all kinds of rows. */
    static boolean isShort(String id) {
        return id.startsWith("J") && !LONG.contains(id);
    }

    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        publishing(all);
        all.add(new BatchPublishWorkload(BatchPublishing.Way.ATOMIC));
        all.add(new BatchPublishWorkload(BatchPublishing.Way.FAST));
        all.addAll(StreamConsumeWorkload.ordered());
        all.add(StreamConsumeWorkload.pull(1));
        all.add(StreamConsumeWorkload.pull(8));
        all.add(new FilteredConsumeWorkload());
        for (int keys : new int[] {1_000, 1_000_000}) {
            all.add(BucketWorkload.plain(keys));
        }
        for (int millions : new int[] {1, 10}) {
            all.add(RestartWorkload.ofMessages(true, millions));
            all.add(RestartWorkload.ofMessages(false, millions));
        }
        for (int streams : new int[] {1_000, 10_000}) {
            all.add(RestartWorkload.ofStreams(streams));
        }
        all.add(new IdleAssetsWorkload(true, ASSETS));
        all.add(new IdleAssetsWorkload(false, ASSETS));
        for (int keys : new int[] {100_000, 1_000_000}) {
            all.add(BucketWorkload.purged(keys));
        }
        return all;
    }

    private static void publishing(List<Workload> all) {
        all.add(new StreamPublishWorkload("J1/memory", Durability.LAZY, "memory", 128, 1, 0.8));
        all.add(new StreamPublishWorkload("J1/file", Durability.LAZY, "file", 128, 1, 0.8));
        for (int size : new int[] {16, 128, 1024}) {
            all.add(new StreamPublishWorkload("J2/" + size, Durability.LAZY, "file", size, 500, 0.8));
        }
        all.add(new StreamPublishWorkload("J2/128x4000", Durability.LAZY, "file", 128, 4_000, 0.8));
        all.add(new StreamPublishWorkload("J3/64", Durability.ALWAYS, "file", 128, 64, 10));
        all.add(new StreamPublishWorkload("J3/1000", Durability.ALWAYS, "file", 128, 1_000, 10));
        all.add(new StreamPublishWorkload("J4/500", Durability.DEFAULT, "file", 128, 500, 0.6));
        all.add(new StreamPublishWorkload("J4/4000", Durability.DEFAULT, "file", 128, 4_000, 0.6));
        all.add(new StreamPublishWorkload("J5", Durability.ALWAYS, "file", 128, 1, 0.9));
    }
}
