package io.natter.server.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Subjects that belong to servers, whatever a user's permissions say (C51, C71, C78).
 *
 * <p>Immutable, without state. Asked per message where a reply or such a subject is published: nothing is allocated.
 */
public final class ReservedSubjects {
    private static final byte[] GATEWAY_REPLY = "_GR_.".getBytes(US_ASCII);
    private static final byte[] OLD_GATEWAY_REPLY = "$GR.".getBytes(US_ASCII);
    private static final byte[] RAFT = "$NRG.".getBytes(US_ASCII);
    private static final byte[] SERVICE_REPLY = "_R_.".getBytes(US_ASCII);
    private static final byte[] ACK = "$JS.ACK.".getBytes(US_ASCII);
    private static final byte[] SYSTEM_QUEUE = "_sys_".getBytes(US_ASCII);

    private ReservedSubjects() {}

    /**
     * Whether clients may not publish to this subject: a publish violation.
     *
     * @param isSystemAccount whether the publisher lives in the system account, which may do a little more
     */
    public static boolean isPublishReserved(byte[] bytes, int from, int length, boolean isSystemAccount) {
        return isGatewayReply(bytes, from, length) || (!isSystemAccount && startsWith(RAFT, bytes, from, length));
    }

    /** Whether clients may not ask to be answered on this subject: the message is dropped with C51. */
    public static boolean isReplyReserved(byte[] bytes, int from, int length) {
        return startsWith(SERVICE_REPLY, bytes, from, length)
                || goesPast(ACK, bytes, from, length)
                || isGatewayReply(bytes, from, length);
    }

    private static boolean isGatewayReply(byte[] bytes, int from, int length) {
        return goesPast(GATEWAY_REPLY, bytes, from, length) || goesPast(OLD_GATEWAY_REPLY, bytes, from, length);
    }

    /** Whether clients may not subscribe in this queue group: a subscription violation. */
    public static boolean isQueueReserved(byte[] queue) {
        return Arrays.equals(queue, SYSTEM_QUEUE);
    }

    private static boolean goesPast(byte[] prefix, byte[] bytes, int from, int length) {
        return length > prefix.length && startsWith(prefix, bytes, from, length);
    }

    private static boolean startsWith(byte[] prefix, byte[] bytes, int from, int length) {
        return length >= prefix.length
                && bytes[from] == prefix[0] // nearly always the end of it
                && Arrays.equals(prefix, 0, prefix.length, bytes, from, from + prefix.length);
    }
}
