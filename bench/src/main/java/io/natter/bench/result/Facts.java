package io.natter.bench.result;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the figures depend on.
 *
 * <p>Immutable.
 *
 * @param startedAt when the run began, UTC
 * @param machine the machine
 * @param ours our server, or our client
 * @param theirs the reference server, or the official client
 * @param method how it was measured
 * @param between the server both clients talked to, or null where servers are compared
 */
@Json
public record Facts(
        String startedAt,
        Machine machine,
        Server ours,
        Server theirs,
        Method method,
        @Nullable String between) {
    /**
     * The machine and what else it did.
     *
     * @param cores processors the generator sees
     * @param processor its name
     * @param kernel operating system and version
     * @param memoryMib main memory
     * @param openFilesMax limit on open files
     * @param generatorJvm the JVM of the generator
     * @param busyCoresBefore processor use of others before the start
     * @param stealPercentBefore time taken by the hypervisor before the start
     */
    @Json
    public record Machine(
            int cores,
            String processor,
            String kernel,
            long memoryMib,
            long openFilesMax,
            String generatorJvm,
            double busyCoresBefore,
            double stealPercentBefore) {}

    /**
     * A server or a client.
     *
     * @param version what {@code --version} prints
     * @param runtime the JVM's version, or empty
     * @param flags the JVM's flags, or empty
     */
    @Json
    public record Server(String version, String runtime, List<String> flags) {}

    /**
     * How it was measured.
     *
     * @param selection the rows asked for
     * @param rounds rounds for each server, in the order A-B-B-A
     * @param roundSeconds length of a round
     * @param warmUpSeconds load on each server before the first round
     * @param windowMib how far publishers may be ahead of the slowest receiver
     * @param pinned whether the server had one core and the generator the others
     */
    @Json
    public record Method(
            List<String> selection,
            int rounds,
            double roundSeconds,
            double warmUpSeconds,
            int windowMib,
            boolean pinned) {}
}
