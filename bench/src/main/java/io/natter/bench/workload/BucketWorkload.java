package io.natter.bench.workload;

import io.natter.bench.load.Bucket;
import io.natter.bench.load.LatencyOutcome;
import io.natter.bench.load.Span;
import io.natter.bench.load.TrafficOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * J10 and J14: a bucket of keys and values.
 *
 * <p>Confined to the runner's thread.
 */
final class BucketWorkload implements Workload {
    private final String id;
    private final int keys;
    private final boolean isPurged;

    private BucketWorkload(String id, int keys, boolean isPurged) {
        this.id = id;
        this.keys = keys;
        this.isPurged = isPurged;
    }

    /** Puts, then gets, then watches: a third of a round each. */
    static BucketWorkload plain(int keys) {
        return new BucketWorkload("J10/" + keys, keys, false);
    }

    /** Gets beside purges. */
    static BucketWorkload purged(int keys) {
        return new BucketWorkload("J14/" + keys, keys, true);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return (isPurged
                        ? "gets, half as many purges of a key and puts of it, 16 at a time, "
                        : "puts and gets, 16 at a time, then a watch, ")
                + keys + " keys, 128 B, " + Durability.LAZY.title();
    }

    @Override
    public List<Gate> gates() {
        return isPurged
                ? List.of(Gate.atLeast(Measure.REQUEST_RATE, 0.8))
                : List.of(
                        Gate.atLeast(Measure.PUT_RATE, 0.8),
                        Gate.atLeast(Measure.GET_RATE, 0.8),
                        Gate.atLeast(Measure.WATCH_RATE, 0.8));
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        return Durability.LAZY.serverArguments(directory);
    }

    @Override
    public Sample round(Round round) throws IOException {
        try (Bucket bucket = Bucket.open(round.endpoint(), keys)) {
            return isPurged
                    ? Sample.ofRequests(bucket.getsBesidePurges(round.duration(), round.span()))
                    : putGetWatch(bucket, round);
        }
    }

    private static Sample putGetWatch(Bucket bucket, Round round) throws IOException {
        Duration third = round.duration().dividedBy(3);
        round.span().begins();
        LatencyOutcome puts = bucket.puts(third, Span.UNMEASURED);
        LatencyOutcome gets = bucket.gets(third, Span.UNMEASURED);
        TrafficOutcome watch = bucket.watches(third, Span.UNMEASURED);
        round.span().ends();
        List<String> failures = new ArrayList<>(puts.failures());
        failures.addAll(gets.failures());
        return Sample.ofMixed(
                        puts.received() + gets.received() + watch.delivered(), puts.lost() + gets.lost(), failures)
                .with(Measure.PUT_RATE, puts.received() / puts.seconds())
                .with(Measure.GET_RATE, gets.received() / gets.seconds())
                .with(Measure.WATCH_RATE, watch.delivered() / watch.seconds());
    }
}
