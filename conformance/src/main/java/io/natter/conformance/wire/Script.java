package io.natter.conformance.wire;

import java.util.List;
import java.util.Set;

/**
 * A claim about what a server answers, and the steps that show it. Immutable.
 *
 * @param title IDs of the claim, and the claim
 * @param options how it is played and shown, see {@link Option}
 * @param difference why our server answers otherwise on purpose; empty where it must answer the same
 * @param steps what to do, in order
 * @param golden what the reference server answered when it was last asked, line by line
 * @param line where the script starts in its file, from 1
 */
public record Script(
        String title, Set<Option> options, String difference, List<Step> steps, List<String> golden, int line) {
    /** How a script is played, and what its transcript shows beside the default. */
    public enum Option {
        /** Every INFO whole; by default INFO is left out of the golden text. */
        INFO,
        /** The PINGs of the server; by default they are left out, as their time is the server's own. */
        PINGS,
        /** Deliveries without their sid, sorted: for random choices such as queue groups. */
        UNORDERED,
        /** A server of its own, because the script changes it. */
        FRESH
    }

    /** Copies the collections. */
    public Script {
        options = Set.copyOf(options);
        steps = List.copyOf(steps);
        golden = List.copyOf(golden);
    }

    /** Whether our server answers otherwise on purpose. */
    public boolean differs() {
        return !difference.isEmpty();
    }

    /** Whether {@code option} is asked for. */
    public boolean has(Option option) {
        return options.contains(option);
    }
}
