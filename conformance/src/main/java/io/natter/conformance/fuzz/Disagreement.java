package io.natter.conformance.fuzz;

import io.natter.conformance.TestServer;
import io.natter.conformance.wire.Escapes;
import io.natter.conformance.wire.Script;
import io.natter.conformance.wire.ScriptRunner;
import io.natter.conformance.wire.Step;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sequence to which two servers give different answers. Immutable.
 *
 * @param script the sequence, as the corpus would hold it
 * @param theirs what the reference answers
 * @param ours what our server answers
 */
public record Disagreement(Script script, List<String> theirs, List<String> ours) {
    private static final String PONG = "A< PONG";

    /**
     * The reference complains of a subject when it has the control line, and again when a line in pieces is whole; ours
     * once, when it has the payload: which may never come, or end wrongly.
     */
    private static final String COMPLAINT = "A< -ERR 'Invalid Publish Subject'";

    /** How often a reference that contradicts itself is asked before the sequence counts as undecided. */
    private static final int REPEATS = 3;

    /** Where the two differ on {@code operations}, if they do. A reference that wavers proves nothing. */
    public static Optional<Disagreement> on(
            List<byte[]> operations, int pieceBytes, TestServer reference, TestServer natter) {
        Script script = scriptOf(operations, pieceBytes);
        List<String> theirs = answer(script, reference);
        List<String> ours = answer(script, natter);
        if (theirs.equals(ours)) {
            return Optional.empty();
        }
        for (int i = 0; i < REPEATS; i++) {
            if (!answer(script, reference).equals(theirs)
                    || answer(script, natter).equals(theirs)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Disagreement(script, theirs, ours));
    }

    /** The same with as few operations as still differ, leaving out one after the other. */
    public static Optional<Disagreement> shrunk(
            List<byte[]> operations, int pieceBytes, TestServer reference, TestServer natter) {
        List<byte[]> rest = new ArrayList<>(operations);
        for (int i = rest.size() - 1; i >= 0; i--) {
            byte[] left = rest.remove(i);
            if (on(rest, pieceBytes, reference, natter).isEmpty()) {
                rest.add(i, left);
            }
        }
        return on(rest, pieceBytes, reference, natter);
    }

    /** A PING at the end tells an open connection from one that was closed without a word. */
    private static Script scriptOf(List<byte[]> operations, int pieceBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        operations.forEach(bytes::writeBytes);
        Step send = new Step.Send('A', Escapes.textOf(bytes.toByteArray()) + "PING\\r\\n", pieceBytes);
        return new Script("fuzzed", Set.of(), "", List.of(send, new Step.HalfClose('A')), List.of(), 0);
    }

    private static List<String> answer(Script script, TestServer server) {
        List<String> lines = ScriptRunner.play(script, Map.of(), server).lines(script);
        return withoutDoubtfulComplaints(lines);
    }

    private static List<String> withoutDoubtfulComplaints(List<String> lines) {
        int lastPong = lines.lastIndexOf(PONG);
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isDoubtful = i > lastPong || i > 0 && lines.get(i - 1).equals(COMPLAINT);
            if (!isDoubtful || !lines.get(i).equals(COMPLAINT)) {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    @Override
    public String toString() {
        Step.Send send = (Step.Send) script.steps().get(0);
        String piece = send.pieceBytes() == 0 ? "" : "" + send.pieceBytes();
        return "A>" + piece + " " + send.text() + "\nA half-close\n  reference: " + theirs + "\n  natter:    " + ours;
    }
}
