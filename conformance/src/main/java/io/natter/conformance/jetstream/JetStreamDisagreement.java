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

    /** The first step that is answered differently, and how. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append("  ").append(steps.get(i)).append('\n');
            if (!theirs.get(i).equals(ours.get(i))) {
                return text + "    reference: " + theirs.get(i) + "\n    natter:    " + ours.get(i) + "\n";
            }
        }
        return text.toString();
    }
}
