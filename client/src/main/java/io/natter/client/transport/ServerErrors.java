package io.natter.client.transport;

import io.natter.client.ServerErrorException;
import io.natter.client.ServerErrorException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what servers say behind {@code -ERR} (C11, C30-C58).
 *
 * <p>Immutable. Texts are told apart without regard to case, by their beginnings, as servers of all versions write them.
 */
public final class ServerErrors {
    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern VIOLATION =
            Pattern.compile("(?i)permissions violation for (publish(?: with reply of| to)?|subscription(?: to)?) "
                    + QUOTED + "(?: using queue " + QUOTED + ")?.*?(?:\\(sid \"([0-9]+)\"\\))?");
    private static final List<Rule> RULES = List.of(
            new Rule("permissions violation", Kind.PERMISSION),
            new Rule("authorization violation", Kind.AUTHENTICATION),
            new Rule("user authentication expired", Kind.AUTHENTICATION),
            new Rule("user authentication revoked", Kind.AUTHENTICATION),
            new Rule("account authentication expired", Kind.AUTHENTICATION),
            new Rule("authentication expired", Kind.AUTHENTICATION),
            new Rule("stale connection", Kind.STALE),
            new Rule("maximum ", Kind.LIMIT),
            new Rule("connection throttling", Kind.LIMIT),
            new Rule("unknown protocol operation", Kind.PROTOCOL),
            new Rule("parser error", Kind.PROTOCOL),
            new Rule("invalid ", Kind.PROTOCOL),
            new Rule("no responders requires", Kind.PROTOCOL),
            new Rule("message headers not supported", Kind.PROTOCOL),
            new Rule("attempted to connect to ", Kind.PROTOCOL),
            new Rule("secure connection", Kind.PROTOCOL));

    private ServerErrors() {}

    private record Rule(String start, Kind kind) {}

    /**
     * What a permission violation is about. Immutable.
     *
     * @param isPublish whether a publish was refused, not a subscription
     * @param subject the subject, or the reply subject of a publish
     * @param queue the queue group of a subscription, or null
     * @param sid the subscription's number, where the server tells it (a reload took it away), or 0
     */
    public record Violation(
            boolean isPublish, String subject, @Nullable String queue, long sid) {}

    /** The exception for a text, without its quotes. */
    public static ServerErrorException of(String text) {
        Violation violation = violation(text);
        return new ServerErrorException(kind(text), text, violation == null ? null : violation.subject());
    }

    /** What a permission violation is about, or null if the text is none. */
    public static @Nullable Violation violation(String text) {
        Matcher matcher = VIOLATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        boolean isPublish = matcher.group(1).toLowerCase(Locale.ROOT).startsWith("publish");
        String queue = matcher.group(3);
        return new Violation(
                isPublish, unescaped(matcher.group(2)), queue == null ? null : unescaped(queue), sid(matcher.group(4)));
    }

    private static Kind kind(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Rule rule : RULES) {
            if (lower.startsWith(rule.start)) {
                return rule.kind;
            }
        }
        return Kind.OTHER;
    }

    private static long sid(@Nullable String digits) {
        return digits == null || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    /** Takes back Go's escapes of quote and backslash; subjects hold no others that a client could have sent. */
    private static String unescaped(String text) {
        return text.replaceAll("\\\\([\"\\\\])", "$1");
    }
}
