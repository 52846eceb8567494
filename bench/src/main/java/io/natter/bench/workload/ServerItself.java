package io.natter.bench.workload;

import io.natter.bench.load.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * S1 and S2: a server that has nothing to do: how fast it is there, how much memory it takes.
 *
 * <p>Confined to the runner's thread.
 */
final class ServerItself implements Workload {
    private static final long SETTLE_NANOS = 2_000_000_000L;
    private static final int STARTS_MIN = 10;

    private final String id;
    private final String title;
    private final Gate gate;
    private final boolean withStreams;

    private ServerItself(String id, String title, Gate gate, boolean withStreams) {
        this.id = id;
        this.title = title;
        this.gate = gate;
        this.withStreams = withStreams;
    }

    static Workload start() {
        return new ServerItself(
                "S1", "start to ready, empty, warm page cache", Gate.oursAtMost(Measure.START_TIME, 500), false);
    }

    static Workload idleMemory(boolean withStreams) {
        Gate gate = Gate.oursAtMost(Measure.SERVER_RSS, 128);
        return withStreams
                ? new ServerItself("S2/js", "idle memory with -js", gate, true)
                : new ServerItself("S2", "idle memory", gate, false);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<Gate> gates() {
        return List.of(gate);
    }

    @Override
    public boolean needsFreshServer() {
        return true;
    }

    @Override
    public int rounds(int asked) {
        return gate.measure() == Measure.START_TIME ? Math.max(asked, STARTS_MIN) : Math.min(asked, 4);
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        return withStreams ? List.of("-js", "-sd", directory.resolve("store").toString()) : List.of();
    }

    @Override
    public Sample round(Round round) {
        if (gate.measure() == Measure.START_TIME) {
            return Sample.of(Measure.START_TIME, round.server().startMillis());
        }
        Threads.parkUntil(System.nanoTime() + SETTLE_NANOS);
        return Sample.of(Measure.SERVER_RSS, round.server().rssBytes() / 1048576.0);
    }
}
