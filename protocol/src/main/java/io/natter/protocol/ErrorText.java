package io.natter.protocol;

/**
 * The texts a server sends behind {@code -ERR}, letter by letter as nats-server's (C30-C58).
 *
 * <p>Immutable. Texts are given without the quotes that stand around them on the wire.
 */
public final class ErrorText {
    /** A verb or a payload end that cannot be parsed; closes (C40). */
    public static final String UNKNOWN_PROTOCOL_OPERATION = "Unknown Protocol Operation";

    /** A control line longer than {@code max_control_line}; closes (C42). */
    public static final String MAX_CONTROL_LINE = "maximum control line exceeded";

    /** A payload larger than {@code max_payload}; closes (C43). */
    public static final String MAX_PAYLOAD = "Maximum Payload Violation";

    /** A pedantic client published to what is no literal subject; the message goes on (C44). */
    public static final String INVALID_PUBLISH_SUBJECT = "Invalid Publish Subject";

    /** SUB with an empty token or a misplaced {@code >} (C45). */
    public static final String INVALID_SUBJECT = "Invalid Subject";

    /** Bad credentials, or another verb where CONNECT was due; closes (C46). */
    public static final String AUTHORIZATION_VIOLATION = "Authorization Violation";

    /** No CONNECT in time; closes (C47). */
    public static final String AUTHENTICATION_TIMEOUT = "Authentication Timeout";

    /** The user's JWT or time window ran out; closes (C48). */
    public static final String USER_AUTHENTICATION_EXPIRED = "User Authentication Expired";

    /** The user was revoked by its account; closes (C48). */
    public static final String USER_AUTHENTICATION_REVOKED = "User Authentication Revoked";

    /** The account's JWT ran out; closes (C48). */
    public static final String ACCOUNT_AUTHENTICATION_EXPIRED = "Account Authentication Expired";

    /** More subscriptions than the connection or its account may have (C53). */
    public static final String MAX_SUBSCRIPTIONS = "maximum subscriptions exceeded";

    /** More connections than the server takes; closes (C54). */
    public static final String MAX_CONNECTIONS = "maximum connections exceeded";

    /** More connections than the account may have; closes (C54). */
    public static final String MAX_ACCOUNT_CONNECTIONS = "maximum account active connections exceeded";

    /** Pings went unanswered; closes (C55). */
    public static final String STALE_CONNECTION = "Stale Connection";

    /** The TLS handshake failed or took too long; closes (C56). */
    public static final String TLS_REQUIRED = "Secure Connection - TLS Required";

    /** The account could not be joined; closes (C57). */
    public static final String FAILED_ACCOUNT_REGISTRATION = "Failed Account Registration";

    /** Too many connections at once; closes (C57). */
    public static final String CONNECTION_THROTTLING = "Connection throttling is active. Please try again later.";

    /** CONNECT with a protocol other than 0 and 1; closes (C30). */
    public static final String INVALID_CLIENT_PROTOCOL = "invalid client protocol";

    /** CONNECT with no_responders but without headers; closes (C31). */
    public static final String NO_RESPONDERS_REQUIRES_HEADERS = "no responders requires headers support";

    /** HPUB from a connection without headers; only logged, the connection closes silently (C41). */
    public static final String HEADERS_NOT_SUPPORTED = "message headers not supported";

    /** A client knocked at the port of routes; closes. */
    public static final String CLIENT_ON_ROUTE_PORT = "attempted to connect to route port";

    /** A client knocked at the port of leaf nodes; closes. */
    public static final String CLIENT_ON_LEAF_NODE_PORT = "attempted to connect to leaf node port";

    private ErrorText() {}

    /** The connection may not publish to the subject; the message is dropped (C49). */
    public static String permissionsViolationForPublish(String subject) {
        return "Permissions Violation for Publish to " + quote(subject);
    }

    /** The connection may not subscribe to the subject (C50). */
    public static String permissionsViolationForSubscription(String subject) {
        return "Permissions Violation for Subscription to " + quote(subject);
    }

    /** The connection may not subscribe to the subject in that queue group (C50). */
    public static String permissionsViolationForSubscription(String subject, String queue) {
        return permissionsViolationForSubscription(subject) + " using queue " + quote(queue);
    }

    /** A subscription was taken away by a reload; {@code text} is one of the two texts above it (C50). */
    public static String withSid(String text, String sid) {
        return text + " (sid " + quote(sid) + ")";
    }

    /** The connection may not be answered on the subject; the message is dropped (C51). */
    public static String permissionsViolationForReply(String reply) {
        return "Permissions Violation for Publish with Reply of " + quote(reply);
    }

    /** The subject of a subscription has more tokens than allowed (C52). */
    public static String permissionsViolationTooManyTokens(String subject) {
        return permissionsViolationForSubscription(subject) + ", too many tokens";
    }

    /** A text in double quotes with Go's escapes, as nats-server quotes what clients chose. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> appendEscaped(quoted, c));
        return quoted.append('"').toString();
    }

    private static void appendEscaped(StringBuilder out, int c) {
        int named = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(c);
        if (named >= 0) {
            out.append('\\').append("abfnrtv\\\"".charAt(named));
        } else if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else if (c < 0x80) {
            out.append(String.format("\\x%02x", c));
        } else {
            out.append(c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
