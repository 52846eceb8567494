package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
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
    private static final byte[] GAP_OK = {'o', 'k'};
    private static final byte[] GAP_FAILS = {'f', 'a', 'i', 'l'};
    private static final int DIGITS_MAX = 18;
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

    /** What the subject says, or null when it says it wrongly. The prefix may have any number of tokens, but must be there. */
    static @Nullable FastBatch parse(byte[] bytes, int from, int length) {
        int suffix = from + length - SUFFIX.length;
        int operationAt = tokenBefore(bytes, from, suffix);
        int seqAt = tokenBefore(bytes, from, operationAt - 1);
        int gapAt = tokenBefore(bytes, from, seqAt - 1);
        int flowAt = tokenBefore(bytes, from, gapAt - 1);
        int idAt = tokenBefore(bytes, from, flowAt - 1);
        if (idAt == from) {
            return null;
        }
        long operation = number(bytes, operationAt, suffix);
        long seq = number(bytes, seqAt, operationAt - 1);
        boolean isGapOk = isText(bytes, gapAt, seqAt - 1, GAP_OK);
        boolean isRight = operation >= START
                && operation <= PING
                && seq > 0
                && !(seq == 1 && operation == COMMIT_EOB)
                && !(operation == START && seq != 1)
                && !(operation == APPEND && seq <= 1)
                && (isGapOk || isText(bytes, gapAt, seqAt - 1, GAP_FAILS));
        if (!isRight) {
            return null;
        }
        long flow = number(bytes, flowAt, gapAt - 1);
        int bounded = flow <= 0 ? FLOW_DEFAULT : (int) Math.min(flow, FLOW_MAX);
        return new FastBatch(new String(bytes, idAt, flowAt - 1 - idAt, UTF_8), bounded, isGapOk, seq, (int) operation);
    }

    // Where the token that ends there begins; the beginning of all when there is no dot before it.
    private static int tokenBefore(byte[] bytes, int from, int end) {
        int at = Math.max(from, end);
        while (at > from && bytes[at - 1] != '.') {
            at--;
        }
        return at;
    }

    private static boolean isText(byte[] bytes, int from, int to, byte[] text) {
        return Arrays.equals(bytes, from, Math.max(from, to), text, 0, text.length);
    }

    private static long number(byte[] bytes, int from, int to) {
        return to <= from || to - from > DIGITS_MAX ? -1 : PublishHeaders.digits(bytes, from, to - from);
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
