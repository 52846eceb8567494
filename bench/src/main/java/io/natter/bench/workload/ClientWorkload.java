package io.natter.bench.workload;

import java.nio.file.Path;
import java.util.List;

/**
 * One row of the clients' table.
 *
 * <p>Immutable.
 *
 * @param id the row's id, such as {@code C1/16}
 * @param title what it does, for the table
 * @param task what the runner does meanwhile
 * @param words what the client is asked to do, as its process reads it
 * @param gates what it must reach
 */
public record ClientWorkload(String id, String title, Task task, List<String> words, List<Gate> gates) {
    /** How a round goes, seen from the runner. */
    public enum Task {
        /** The client works alone. */
        ALONE,
        /** The same with a server that has JetStream. */
        STORED,
        /** The same over a line that takes a millisecond in each direction. */
        STORED_FAR,
        /** A neutral responder answers. */
        ANSWERED,
        /** A neutral publisher sends. */
        FED,
        /** As ALONE, each round in a JVM of its own. */
        FRESH,
        /** Each round is the start of a JVM. */
        COLD;

        /** Returns whether one JVM does all rounds. */
        public boolean isWarm() {
            return this != FRESH && this != COLD;
        }

        /** Returns whether the server has JetStream. */
        public boolean isStored() {
            return this == STORED || this == STORED_FAR;
        }
    }

    /** Copies lists. */
    public ClientWorkload {
        words = List.copyOf(words);
        gates = List.copyOf(gates);
    }

    /** What nats-server is to be started with besides its address, its files within {@code directory}. */
    public List<String> serverArguments(Path directory) {
        return task.isStored()
                ? List.of("-js", "-sd", directory.resolve("store").toString())
                : List.of();
    }
}
