package io.natter.bench.workload;

import io.natter.bench.load.ManyAssets;
import io.natter.bench.load.StreamWire;
import io.natter.bench.load.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * J13: what an idle stream, or an idle consumer, costs. Some are made first, so that code loaded for the first one is not counted.
 *
 * <p>Confined to the runner's thread.
 */
final class IdleAssetsWorkload implements Workload {
    private static final int FIRST = 200;
    private static final long SETTLE_NANOS = 1_500_000_000L;
    private static final int ROUNDS_MAX = 2;

    private final boolean isOfStreams;
    private final int count;

    IdleAssetsWorkload(boolean isOfStreams, int count) {
        this.isOfStreams = isOfStreams;
        this.count = count;
    }

    @Override
    public String id() {
        return "J13/" + (isOfStreams ? "streams" : "consumers");
    }

    @Override
    public String title() {
        return count + " idle " + (isOfStreams ? "streams" : "consumers of one stream") + ", "
                + Durability.LAZY.title();
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atMost(measure(), 1.5));
    }

    private Measure measure() {
        return isOfStreams ? Measure.STREAM_MEMORY : Measure.CONSUMER_MEMORY;
    }

    @Override
    public boolean needsFreshServer() {
        return true;
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, ROUNDS_MAX);
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        return Durability.LAZY.serverArguments(directory);
    }

    @Override
    public Sample round(Round round) throws IOException {
        try (StreamWire wire = StreamWire.connect(round.endpoint())) {
            make(wire, 0, FIRST);
            Threads.parkUntil(System.nanoTime() + SETTLE_NANOS);
            long before = round.server().rssBytes();
            make(wire, FIRST, count);
            Threads.parkUntil(System.nanoTime() + SETTLE_NANOS);
            double added = round.server().rssBytes() - before;
            return Sample.of(measure(), added / count / 1024);
        }
    }

    private void make(StreamWire wire, int first, int howMany) throws IOException {
        if (isOfStreams) {
            ManyAssets.streams(wire, first, howMany, false);
        } else {
            ManyAssets.consumers(wire, first, howMany);
        }
    }
}
