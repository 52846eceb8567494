package io.natter.server.jetstream.stream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reply subject of a message in a fast batch says (D114).
 *
 * <p>Immutable.
 *
 * <pre>
 *  prefix . id . flow . ok|fail . sequence . operation . $FI      operation 0 start, 1 append, 2 commit, 3 commit without storing, 4 ping
 * </pre>
 *
 * @param id name of the batch
 * @param flow after how many messages an acknowledgement is wanted, at most
 * @param isGapOk whether lost messages are no reason to end it
 * @param seq number of the message within the batch, from 1
 * @param operation what to do
 */
record FastBatch(String id, int flow, boolean isGapOk, long seq, int operation) {
    private static final byte[] SUFFIX = {'.', '$', 'F', 'I'};
    private static final int FLOW_DEFAULT = 10;
    private static final int FLOW_MAX = 65_535;
    private static final int START = 0;
    private static final int APPEND = 1;
    private static final int COMMIT = 2;
    private static final int COMMIT_EOB = 3;
    private static final int PING = 4;

    /** Whether a reply subject is one of a fast batch. */
    static boolean isReply(byte[] bytes, int from, int length) {
        if (length <= SUFFIX.length) {
            return false;
        }
        int at = from + length - SUFFIX.length;
        for (int i = 0; i < SUFFIX.length; i++) {
            if (bytes[at + i] != SUFFIX[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the subject says, or null when it says it wrongly. */
    static @Nullable FastBatch parse(String reply) {
        List<String> tokens = lastTokens(reply);
        if (tokens.size() != 6) {
            return null;
        }
        long operation = number(tokens.get(1));
        long seq = number(tokens.get(2));
        String gap = tokens.get(3);
        long flow = number(tokens.get(4));
        boolean isRight = operation >= START
                && operation <= PING
                && seq > 0
                && !(seq == 1 && operation == COMMIT_EOB)
                && !(operation == START && seq != 1)
                && !(operation == APPEND && seq <= 1)
                && (gap.equals("ok") || gap.equals("fail"));
        if (!isRight) {
            return null;
        }
        int bounded = flow <= 0 ? FLOW_DEFAULT : (int) Math.min(flow, FLOW_MAX);
        return new FastBatch(tokens.get(5), bounded, gap.equals("ok"), seq, (int) operation);
    }

    // From the end; the prefix may have any number of tokens, but must be there.
    private static List<String> lastTokens(String reply) {
        List<String> tokens = new ArrayList<>();
        int end = reply.length();
        while (tokens.size() < 6) {
            int dot = reply.lastIndexOf('.', end - 1);
            if (dot < 0) {
                return List.of();
            }
            tokens.add(reply.substring(dot + 1, end));
            end = dot;
        }
        return tokens;
    }

    private static long number(String text) {
        boolean isNumber =
                !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(text) : -1;
    }

    boolean isPing() {
        return operation == PING;
    }

    /** Whether it ends the batch. */
    boolean isCommit() {
        return operation == COMMIT || operation == COMMIT_EOB;
    }

    /** Whether it only ends the batch, and is no message. */
    boolean isEob() {
        return operation == COMMIT_EOB;
    }
}
