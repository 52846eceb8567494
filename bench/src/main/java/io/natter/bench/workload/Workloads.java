package io.natter.bench.workload;

import io.natter.bench.load.SubjectSet;
import io.natter.bench.load.Traffic;
import io.natter.bench.load.Traffic.Interest;
import io.natter.bench.load.Traffic.Spread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of the table, with the floors they must reach.
 *
 * <p>Immutable.
 */
public final class Workloads {
    private static final List<String> QUICK =
            List.of("W1/16", "W1/128", "W2/128", "W3/1024", "W4/4", "W8", "W10/1000", "S1");
    private static final String HOT = "bench.hot";
    private static final double ALLOCATION_BYTES_MAX = 8;
    private static final int LITERALS = 1_000_000;
    private static final int LITERAL_CONNECTIONS = 10;
    private static final int WILDCARDS = 100_000;

    private Workloads() {}

    /** Returns every row, in the order of the table; connections are limited by {@code openFilesMax}. */
    public static List<Workload> all(long openFilesMax) {
        List<Workload> all = new ArrayList<>();
        publishOnly(all);
        oneToOne(all);
        fanOut(all);
        sharing(all);
        all.add(new RequestWorkload(128));
        all.add(new OpenLoopWorkload(50));
        all.add(new OpenLoopWorkload(80));
        all.add(new IdleWorkload(1_000));
        all.add(new IdleWorkload(10_000));
        all.add(new RingWorkload(10_000, openFilesMax));
        for (StormWorkload.Kind kind : StormWorkload.Kind.values()) {
            all.add(new StormWorkload(kind));
        }
        interest(all);
        all.addAll(StreamWorkloads.all());
        all.add(ServerItself.start());
        all.add(ServerItself.idleMemory(false));
        all.add(ServerItself.idleMemory(true));
        return all;
    }

    /** Returns the rows named: {@code quick}, {@code full}, {@code streams}, an id, or the part of ids before the slash. */
    public static List<Workload> select(List<String> names, long openFilesMax) {
        List<Workload> selected = new ArrayList<>();
        for (String name : names) {
            int before = selected.size();
            for (Workload workload : all(openFilesMax)) {
                if (isNamed(workload.id(), name)) {
                    selected.add(workload);
                }
            }
            if (selected.size() == before) {
                throw new IllegalArgumentException(
                        "workload: got " + name + ", expected quick, full, streams, or one of " + ids());
            }
        }
        return selected;
    }

    private static boolean isNamed(String id, String name) {
        return name.equals("full")
                || name.equals("quick") && QUICK.contains(id)
                || name.equals("streams") && StreamWorkloads.isShort(id)
                || id.equalsIgnoreCase(name)
                || id.regionMatches(true, 0, name + "/", 0, name.length() + 1);
    }

    private static List<String> ids() {
        return all(Integer.MAX_VALUE).stream().map(Workload::id).toList();
    }

    private static void publishOnly(List<Workload> all) {
        for (int size : new int[] {16, 128, 1024}) {
            Traffic traffic = new Traffic(1, SubjectSet.single(HOT), size, List.of(), Spread.EACH);
            all.add(traffic("W1/" + size, "publish only, " + size + " B", traffic, size < 1024 ? 1.0 : 0.95, size));
        }
    }

    private static void oneToOne(List<Workload> all) {
        for (int size : new int[] {16, 128}) {
            all.add(traffic("W2/" + size, "1:1, " + size + " B", toEach(1, 1, size), 1.2, size));
        }
        for (int size : new int[] {1024, 16384}) {
            all.add(traffic("W3/" + size, "1:1, " + size + " B", toEach(1, 1, size), 0.95, size));
        }
    }

    private static void fanOut(List<Workload> all) {
        for (int receivers : new int[] {4, 32}) {
            all.add(traffic(
                    "W4/" + receivers, "fan-out 1:" + receivers + ", 128 B", toEach(1, receivers, 128), 1.2, 128));
        }
        for (int size : new int[] {1024, 4096, 16384}) {
            all.add(traffic("W5/" + size, "fan-out 1:32, " + size + " B", toEach(1, 32, size), 1.0, size));
        }
    }

    private static void sharing(List<Workload> all) {
        all.add(traffic("W6", "fan-in 8:1, 128 B", toEach(8, 1, 128), 1.2, 128));
        Interest member = new Interest(SubjectSet.single(HOT), "group");
        Traffic group = new Traffic(4, SubjectSet.single(HOT), 128, Collections.nCopies(8, member), Spread.ONE);
        all.add(traffic("W7", "queue group, 4 publishers, 8 members, 128 B", group, 1.0, 128));
    }

    private static void interest(List<Workload> all) {
        all.add(literals());
        SubjectSet wide =
                new SubjectSet(10 * WILDCARDS, i -> "bench.wild." + SubjectSet.padded(i / 10, 5) + '.' + i % 10);
        Interest wildcards = new Interest(SubjectSet.numbered("bench.wild.", WILDCARDS, ".*"), null);
        Traffic hostile = new Traffic(1, wide, 16, List.of(wildcards), Spread.EACH);
        all.add(new TrafficWorkload(
                "W14",
                "100,000 wildcard subscriptions, 1,000,000 subjects, 16 B",
                hostile,
                List.of(Gate.atLeast(Measure.RATE, 0.7))));
        SubjectSet hot = SubjectSet.numbered("bench.hot.", 100, "");
        Traffic churned = new Traffic(1, hot, 128, List.of(interestIn("bench.hot.*")), Spread.EACH);
        all.add(new ChurnWorkload(new TrafficWorkload(
                "W15",
                "1:1 on 100 subjects, 128 B, with 5,000 SUB and UNSUB/s",
                churned,
                List.of(Gate.atLeast(Measure.RATE, 0.8)))));
        all.add(new PermissionsWorkload(new TrafficWorkload(
                "W17", "1:1, 128 B, with permissions", toEach(1, 1, 128), List.of(Gate.atLeast(Measure.RATE, 0.8)))));
    }

    private static Workload literals() {
        SubjectSet subjects = SubjectSet.numbered("bench.literal.", LITERALS, "");
        int each = LITERALS / LITERAL_CONNECTIONS;
        List<Interest> interests = new ArrayList<>();
        for (int connection = 0; connection < LITERAL_CONNECTIONS; connection++) {
            int first = connection * each;
            interests.add(new Interest(new SubjectSet(each, i -> subjects.at(first + i)), null));
        }
        List<Gate> gates = List.of(
                Gate.atLeast(Measure.RATE, 0.8),
                Gate.atMost(Measure.LOAD_TIME, 1.25),
                Gate.atMost(Measure.SUBSCRIPTION_MEMORY, 1.0));
        Traffic traffic = new Traffic(1, subjects, 16, interests, Spread.ONE);
        return new SubscriptionsWorkload(
                new TrafficWorkload("W13", "1,000,000 literal subscriptions, 16 B", traffic, gates), LITERALS);
    }

    private static Traffic toEach(int publishers, int receivers, int payloadBytes) {
        SubjectSet subject = SubjectSet.single(HOT);
        return new Traffic(
                publishers, subject, payloadBytes, Collections.nCopies(receivers, interestIn(HOT)), Spread.EACH);
    }

    private static Interest interestIn(String filter) {
        @Nullable String noQueue = null;
        return new Interest(SubjectSet.single(filter), noQueue);
    }

    /** A row with the floors that hold for its payload size: throughput, processor time, allocation. */
    private static Workload traffic(String id, String title, Traffic traffic, double rateFloor, int payloadBytes) {
        List<Gate> gates = new ArrayList<>();
        gates.add(Gate.atLeast(Measure.RATE, rateFloor));
        if (payloadBytes <= 1024) {
            gates.add(Gate.atMost(Measure.SERVER_CPU, payloadBytes <= 128 ? 0.5 : 0.7));
        }
        if (id.startsWith("W1/") || id.startsWith("W2/") || id.startsWith("W4/")) {
            gates.add(Gate.oursAtMost(Measure.ALLOCATION, ALLOCATION_BYTES_MAX));
        }
        return new TrafficWorkload(id, title, traffic, gates);
    }
}
