package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of an acknowledgement, read or to be written (D182).
 *
 * <p>Immutable.
 *
 * @param kind what is said
 * @param delay with {@link AckKind#NAK}: how long to wait, zero for not at all
 * @param reason with {@link AckKind#TERM}: why, or empty
 * @param next with {@link AckKind#NEXT}: what is wanted, else null
 */
public record Acknowledgement(
        AckKind kind,
        Duration delay,
        String reason,
        @Nullable PullRequest next) {
    /** It is done. */
    public static final Acknowledgement ACK = plain(AckKind.ACK);

    /** It is to be delivered again at once. */
    public static final Acknowledgement NAK = plain(AckKind.NAK);

    /** It is being worked on. */
    public static final Acknowledgement PROGRESS = plain(AckKind.PROGRESS);

    /** It is never to be delivered again. */
    public static final Acknowledgement TERM = plain(AckKind.TERM);

    private static final byte[] OK = "+OK".getBytes(StandardCharsets.US_ASCII);

    private static Acknowledgement plain(AckKind kind) {
        return new Acknowledgement(kind, Duration.ZERO, "", null);
    }

    /** It is to be delivered again after a delay. */
    public static Acknowledgement nak(Duration delay) {
        return new Acknowledgement(AckKind.NAK, delay, "", null);
    }

    /** It is never to be delivered again, for a reason. */
    public static Acknowledgement term(String reason) {
        return new Acknowledgement(AckKind.TERM, Duration.ZERO, reason, null);
    }

    /** It is done, and more is wanted. */
    public static Acknowledgement next(PullRequest request) {
        return new Acknowledgement(AckKind.NEXT, Duration.ZERO, "", request);
    }

    /**
     * What a body says, or null where it says nothing that is known.
     *
     * <p>A delay that cannot be read is none.
     *
     * @throws io.natter.protocol.json.JsonException if a request behind {@code +NXT} cannot be read
     */
    public static @Nullable Acknowledgement parse(byte[] body, int from, int length) {
        if (length == 0 || AckKind.ACK.is(body, from, length) || isOk(body, from, length)) {
            return ACK;
        }
        if (AckKind.PROGRESS.is(body, from, length)) {
            return PROGRESS;
        }
        if (AckKind.NEXT.begins(body, from, length)) {
            int used = AckKind.NEXT.token().length();
            return next(PullRequest.parse(body, from + used, length - used));
        }
        if (AckKind.NAK.begins(body, from, length)) {
            String delay = behind(AckKind.NAK, body, from, length);
            return delay.isEmpty() ? NAK : nak(delay(delay));
        }
        if (AckKind.TERM.begins(body, from, length)) {
            String reason = behind(AckKind.TERM, body, from, length);
            return reason.isEmpty() ? TERM : term(reason);
        }
        return null;
    }

    /** The body that says it. */
    public byte[] toBytes() {
        String text = kind.token();
        if (!delay.isZero()) {
            text += " " + json(NakOptions.JSON.write(new NakOptions(delay)));
        } else if (!reason.isEmpty()) {
            text += " " + reason;
        } else if (next != null) {
            text += " " + json(PullRequest.JSON.write(next));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isOk(byte[] body, int from, int length) {
        return length == OK.length && body[from] == OK[0] && body[from + 1] == OK[1] && body[from + 2] == OK[2];
    }

    private static String behind(AckKind kind, byte[] body, int from, int length) {
        int used = kind.token().length();
        return new String(body, from + used, length - used, StandardCharsets.UTF_8).strip();
    }

    private static Duration delay(String text) {
        if (!text.startsWith("{")) {
            return GoDuration.parse(text).orElse(Duration.ZERO);
        }
        try {
            return NakOptions.JSON.read(text.getBytes(StandardCharsets.UTF_8)).delay();
        } catch (JsonException unreadable) {
            return Duration.ZERO;
        }
    }

    private static String json(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
