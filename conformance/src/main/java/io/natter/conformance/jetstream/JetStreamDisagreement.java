package io.natter.conformance.jetstream;

import io.natter.conformance.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sequence to which two servers give different answers. Immutable.
 *
 * @param steps the sequence
 * @param theirs what the reference answers to each step
 * @param ours what our server answers
 */
public record JetStreamDisagreement(List<JetStreamStep> steps, List<String> theirs, List<String> ours) {
    /** How often a server that contradicts itself is asked before the sequence counts as undecided. */
    private static final int REPEATS = 2;

    private static final int AROUND = 60;

    /** Where the two differ, if they do. A reference that wavers proves nothing. */
    public static Optional<JetStreamDisagreement> on(
            List<JetStreamStep> steps, TestServer reference, TestServer natter) {
        List<String> theirs = JetStreamTalk.with(reference, steps);
        List<String> ours = JetStreamTalk.with(natter, steps);
        if (theirs.equals(ours)) {
            return Optional.empty();
        }
        for (int i = 0; i < REPEATS; i++) {
            if (!JetStreamTalk.with(reference, steps).equals(theirs)
                    || JetStreamTalk.with(natter, steps).equals(theirs)) {
                return Optional.empty();
            }
        }
        return Optional.of(new JetStreamDisagreement(List.copyOf(steps), theirs, ours));
    }

    /** The same with as few steps as still differ, leaving out one after the other. */
    public static JetStreamDisagreement shrunk(JetStreamDisagreement found, TestServer reference, TestServer natter) {
        JetStreamDisagreement smallest = found;
        List<JetStreamStep> rest = new ArrayList<>(found.steps());
        for (int i = rest.size() - 1; i >= 0; i--) {
            JetStreamStep left = rest.remove(i);
            Optional<JetStreamDisagreement> still = on(rest, reference, natter);
            if (still.isEmpty()) {
                rest.add(i, left);
            } else {
                smallest = still.get();
            }
        }
        return smallest;
    }

    /** The first step that is answered differently, and the part of the answers that differs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append("  ").append(steps.get(i)).append('\n');
            if (!theirs.get(i).equals(ours.get(i))) {
                return text + "    reference: " + part(theirs.get(i), ours.get(i)) + "\n    natter:    "
                        + part(ours.get(i), theirs.get(i)) + "\n";
            }
        }
        return text.toString();
    }

    // What of a text the other one has not, and a little around it.
    private static String part(String text, String other) {
        int lengthMin = Math.min(text.length(), other.length());
        int from = 0;
        while (from < lengthMin && text.charAt(from) == other.charAt(from)) {
            from++;
        }
        int rest = 0;
        while (rest < lengthMin - from
                && text.charAt(text.length() - 1 - rest) == other.charAt(other.length() - 1 - rest)) {
            rest++;
        }
        int shownFrom = Math.max(0, from - AROUND);
        int shownTo = Math.min(text.length(), text.length() - rest + AROUND);
        return (shownFrom > 0 ? "..." : "")
                + text.substring(shownFrom, shownTo)
                + (shownTo < text.length() ? "..." : "");
    }
}
