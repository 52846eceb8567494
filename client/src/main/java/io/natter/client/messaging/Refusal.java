package io.natter.client.messaging;

import io.natter.protocol.ErrorText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which subscription or publish a complaint of the server is about (C49, C50, C52).
 *
 * <p>Pure functions. The server's words name the subject, the queue group, and after a reload the number.
 *
 * <pre>
 *  Permissions Violation for Subscription to "a.b" using queue "q" (sid "7")
 *  Permissions Violation for Publish to "a.b"
 * </pre>
 */
final class Refusal {
    private static final String SID = " (sid \"";
    private static final String PUBLISH = "Permissions Violation for Publish to ";

    private Refusal() {}

    /** The oldest subscription the text names, or null. */
    static @Nullable LiveSubscription subscription(String text, List<LiveSubscription> candidates) {
        String words = text;
        int sidAt = text.lastIndexOf(SID);
        if (sidAt >= 0 && text.endsWith("\")")) {
            words = text.substring(0, sidAt);
            String sid = text.substring(sidAt + SID.length(), text.length() - 2);
            for (LiveSubscription candidate : candidates) {
                if (sid.equals(Long.toString(candidate.sid())) && isAbout(words, candidate)) {
                    return candidate;
                }
            }
        }
        for (LiveSubscription candidate : candidates) {
            if (isAbout(words, candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether the text says that this subject may not be published to. */
    static boolean isOfPublish(String text, String subject) {
        return text.startsWith(PUBLISH) && text.equals(ErrorText.permissionsViolationForPublish(subject));
    }

    private static boolean isAbout(String words, LiveSubscription candidate) {
        String subject = candidate.subject();
        String queue = candidate.queue();
        return words.equals(
                        queue == null
                                ? ErrorText.permissionsViolationForSubscription(subject)
                                : ErrorText.permissionsViolationForSubscription(subject, queue))
                || words.equals(ErrorText.permissionsViolationTooManyTokens(subject));
    }
}
