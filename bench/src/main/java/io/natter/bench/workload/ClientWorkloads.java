package io.natter.bench.workload;

import io.natter.bench.workload.ClientWorkload.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All rows of the clients' table, with the floors they must reach.
 *
 * <p>Immutable.
 */
public final class ClientWorkloads {
    /** The word for all rows. */
    public static final String ALL = "client";

    private static final int CONNECTIONS = 1_000;
    private static final int LIFETIMES = 10_000;

    private ClientWorkloads() {}

    /** Returns every row, in the order of the table. */
    public static List<ClientWorkload> all() {
        List<ClientWorkload> all = new ArrayList<>();
        for (int size : new int[] {16, 1024}) {
            all.add(publish("C1/" + size, size, Gate.atLeast(Measure.RATE, 1.0)));
        }
        for (String way : List.of("CALLBACK", "ITERATOR", "PULL")) {
            all.add(receive("C2/" + way.toLowerCase(Locale.ROOT), way, Gate.atLeast(Measure.RATE, 1.0)));
        }
        for (int callers : new int[] {1, 16, 256}) {
            all.add(new ClientWorkload(
                    "C3/" + callers,
                    "request, " + callers + (callers == 1 ? " caller" : " callers") + ", 128 B",
                    Task.ANSWERED,
                    List.of("request", Integer.toString(callers), "128"),
                    List.of(Gate.atMost(Measure.P50, 1.0), Gate.atMost(Measure.P99, 1.0))));
        }
        all.add(new ClientWorkload(
                "C4",
                "publish to a stream in memory, 1,000 in flight, each acknowledged, 128 B",
                Task.STORED,
                List.of("stored-publish", "128", "1000"),
                List.of(Gate.atLeast(Measure.RATE, 1.2))));
        for (String way : List.of("CONSUME", "ORDERED", "FETCH")) {
            all.add(new ClientWorkload(
                    "C5/" + way.toLowerCase(Locale.ROOT),
                    "a stream by " + way.toLowerCase(Locale.ROOT) + (way.equals("ORDERED") ? "" : " with ack")
                            + ", 128 B",
                    Task.STORED,
                    List.of("stored-take", way, "128"),
                    List.of(Gate.atLeast(Measure.RATE, 1.0))));
        }
        addBuckets(all);
        all.add(publish("C7/publish", 128, Gate.atMost(Measure.CLIENT_ALLOCATION, 0.8)));
        all.add(receive("C7/receive", "CALLBACK", Gate.atMost(Measure.CLIENT_ALLOCATION, 0.8)));
        all.add(new ClientWorkload(
                "C8",
                CONNECTIONS + " connections with a subscription each",
                Task.FRESH,
                List.of("connections", Integer.toString(CONNECTIONS)),
                List.of(Gate.atMost(Measure.CLIENT_THREADS, 0.5), Gate.atMost(Measure.CLIENT_MEMORY, 0.5))));
        all.add(new ClientWorkload(
                "C9",
                "opening and closing " + LIFETIMES + " connections",
                Task.FRESH,
                List.of("lifetimes", Integer.toString(LIFETIMES)),
                List.of(Gate.oursAtMost(Measure.THREAD_GROWTH, 100), Gate.oursAtMost(Measure.HEAP_GROWTH, 105))));
        all.add(new ClientWorkload(
                "C10",
                "first message after the start of the JVM",
                Task.COLD,
                List.of("cold"),
                List.of(Gate.atMost(Measure.FIRST_MESSAGE, 1.0))));
        return all;
    }

    private static void addBuckets(List<ClientWorkload> all) {
        all.add(bucket("C6/put", "PUT", "puts of values of 128 B, 16 callers"));
        all.add(bucket("C6/get", "GET", "gets of values of 128 B, 16 callers"));
        all.add(bucket("C6/watch", "WATCH", "watch of a bucket with 10,000 keys, until all was told"));
        all.add(bucket("C6/object-put", "OBJECT_PUT", "put of an object of 32 MiB, chunks of 128 KiB"));
        all.add(bucket("C6/object-get", "OBJECT_GET", "get of an object of 32 MiB, chunks of 128 KiB"));
        all.add(farBucket("C6/far-put", "OBJECT_PUT", "put of an object of 32 MiB, 1 ms away"));
        all.add(farBucket("C6/far-get", "OBJECT_GET", "get of an object of 32 MiB, 1 ms away"));
    }

    private static ClientWorkload bucket(String id, String call, String title) {
        return new ClientWorkload(
                id, title, Task.STORED, List.of("bucket", call), List.of(Gate.atLeast(Measure.RATE, 1.0)));
    }

    private static ClientWorkload farBucket(String id, String call, String title) {
        return new ClientWorkload(
                id, title, Task.STORED_FAR, List.of("bucket", call), List.of(Gate.atLeast(Measure.RATE, 1.0)));
    }

    private static ClientWorkload publish(String id, int size, Gate gate) {
        return new ClientWorkload(
                id,
                "publish only, then flush, " + size + " B",
                Task.ALONE,
                List.of("publish", Integer.toString(size)),
                List.of(gate));
    }

    private static ClientWorkload receive(String id, String way, Gate gate) {
        return new ClientWorkload(
                id,
                "receive by " + way.toLowerCase(Locale.ROOT) + ", 128 B",
                Task.FED,
                List.of("receive", way),
                List.of(gate));
    }

    /** Returns the rows named: {@code client}, an id, or the part of ids before the slash; none if a name is none of these. */
    public static List<ClientWorkload> select(List<String> names) {
        List<ClientWorkload> selected = new ArrayList<>();
        for (String name : names) {
            List<ClientWorkload> found =
                    all().stream().filter(row -> isNamed(row.id(), name)).toList();
            if (found.isEmpty()) {
                return List.of();
            }
            selected.addAll(found);
        }
        return selected;
    }

    private static boolean isNamed(String id, String name) {
        return name.equals(ALL)
                || id.equalsIgnoreCase(name)
                || id.regionMatches(true, 0, name + "/", 0, name.length() + 1);
    }
}
