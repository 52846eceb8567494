package io.natter.bench.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One row of the table.
 *
 * <p>Confined to the runner's thread; what {@link #calibrate} found out is kept for the rounds.
 */
public interface Workload {
    /** Returns the row's id, such as {@code W2/128}. */
    String id();

    /** Returns what it does, for the table. */
    String title();

    /** Returns what it must reach. */
    List<Gate> gates();

    /** Returns whether each round needs a server of its own; otherwise one server is warmed up and serves all rounds. */
    default boolean needsFreshServer() {
        return false;
    }

    /** Returns whether our server's allocation is measured as well. */
    default boolean measuresAllocation() {
        return false;
    }

    /** Returns how many rounds a server gets, when {@code asked} are asked for. */
    default int rounds(int asked) {
        return asked;
    }

    /** Writes what the server needs into {@code directory} and returns the arguments that name it. */
    default List<String> serverArguments(Path directory) throws IOException {
        return List.of();
    }

    /** Finds out on the reference server what both will be asked to do. Called once, after its warm-up. */
    default void calibrate(Round round) throws IOException {}

    /** Brings a server to its speed. */
    default void warmUp(Round round) throws IOException {
        round(round);
    }

    /** Puts the server under load once. */
    Sample round(Round round) throws IOException;

    /** Returns a remark for the report: what was scaled down, at which rate it ran. */
    default Optional<String> remark() {
        return Optional.empty();
    }
}
