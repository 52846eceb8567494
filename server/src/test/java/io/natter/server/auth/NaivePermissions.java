package io.natter.server.auth;

import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.SubjectPermission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The slow and obvious twin of {@link Permissions}: lists of strings, compared token by token. Immutable. */
record NaivePermissions(PermissionsConfig config) {

    boolean allowsPublish(String subject) {
        List<String> allow = allow(config.publish());
        if (allow == null && config.allowResponses() != null) {
            allow = List.of();
        }
        return (allow == null || allow.stream().anyMatch(entry -> matches(subject, entry)))
                && deny(config.publish()).stream().noneMatch(entry -> matches(subject, entry));
    }

    boolean allowsSubscribe(String asked, @Nullable String queue) {
        List<String> allow = allow(config.subscribe());
        if (allow != null) {
            boolean isPlain = allow.stream().anyMatch(entry -> isPlain(entry) && matches(asked, entry));
            List<String> queues = allow.stream()
                    .filter(entry -> !isPlain(entry) && matches(asked, subject(entry)))
                    .map(NaivePermissions::queue)
                    .toList();
            boolean isAllowed = (queue == null || queues.isEmpty())
                    ? isPlain
                    : queues.stream().anyMatch(pattern -> queueFits(queue, pattern));
            if (!isAllowed) {
                return false;
            }
        }
        return !isDenied(asked, queue);
    }

    /** What deliveries need: one entry that allows, none that denies, both for the concrete subject. */
    boolean allowsDelivery(String subject, @Nullable String queue) {
        List<String> allow = allow(config.subscribe());
        return (allow == null || allow.stream().anyMatch(entry -> applies(entry, subject, queue)))
                && !isDenied(subject, queue);
    }

    private boolean isDenied(String subject, @Nullable String queue) {
        return deny(config.subscribe()).stream().anyMatch(entry -> applies(entry, subject, queue));
    }

    private static boolean applies(String entry, String subject, @Nullable String queue) {
        if (isPlain(entry)) {
            return matches(subject, entry);
        }
        return queue != null && queueFits(queue, queue(entry)) && matches(subject, subject(entry));
    }

    static boolean matches(String subject, String filter) {
        String[] tokens = subject.split("\\.", -1);
        String[] pattern = filter.split("\\.", -1);
        if (List.of(tokens).contains("")) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].equals(">")) {
                return tokens.length > i;
            }
            if (i >= tokens.length || !(pattern[i].equals("*") || pattern[i].equals(tokens[i]))) {
                return false;
            }
        }
        return tokens.length == pattern.length;
    }

    private static boolean queueFits(String queue, String pattern) {
        List<String> names = List.of(queue.split("\\.", -1));
        List<String> patterns = List.of(pattern.split("\\.", -1));
        if (queue.equals(pattern)) {
            return true;
        }
        if (!patterns.contains("*") && !patterns.contains(">")) {
            return false;
        }
        // A queue named v1.> is not one of v1.*: its > would have to be a single word.
        int rest = names.indexOf(">");
        boolean isTooBroad = rest >= 0
                && rest < patterns.size()
                && !patterns.subList(0, rest + 1).contains(">");
        return !isTooBroad && matches(queue, pattern);
    }

    private static boolean isPlain(String entry) {
        return entry.indexOf(' ') < 0;
    }

    private static String subject(String entry) {
        return entry.substring(0, entry.indexOf(' '));
    }

    private static String queue(String entry) {
        return entry.substring(entry.indexOf(' ') + 1);
    }

    private static @Nullable List<String> allow(@Nullable SubjectPermission permission) {
        return permission == null ? null : permission.allow();
    }

    private static List<String> deny(@Nullable SubjectPermission permission) {
        return permission == null ? List.of() : permission.deny();
    }
}
