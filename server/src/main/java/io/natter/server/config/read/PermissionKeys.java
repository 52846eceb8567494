package io.natter.server.config.read;

import io.natter.protocol.subject.Subjects;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.ResponsePermission;
import io.natter.server.config.SubjectPermission;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of permissions. (B64, B65) Thread-safe: constants and pure functions. */
final class PermissionKeys {
    private static final Keys<PermissionsConfig> PERMISSIONS = new Keys<PermissionsConfig>()
            .value(given -> subjects(given, false), PermissionsConfig::withPublish, "publish", "pub", "import")
            .value(given -> subjects(given, true), PermissionsConfig::withSubscribe, "subscribe", "sub", "export")
            .value(
                    PermissionKeys::responses,
                    PermissionsConfig::withAllowResponses,
                    "allow_responses",
                    "publish_allow_responses")
            .unknown(key -> "Unknown field \"" + key + "\" parsing permissions");

    private static final Keys<ResponsePermission> RESPONSES = new Keys<ResponsePermission>()
            .numberOr(1, ResponsePermission::withMax, "max", "max_msgs", "max_messages", "max_responses")
            .value(PermissionKeys::expires, ResponsePermission::withExpires, "expires", "expiration", "ttl")
            .unknown(key -> "Unknown field \"" + key + "\" parsing permissions");

    private PermissionKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(PERMISSIONS, RESPONSES);
    }

    static PermissionsConfig read(Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault("Expected permissions to be a map/struct, got "
                    + given.value().kind());
        }
        return PERMISSIONS.read(PermissionsConfig.defaults(), given);
    }

    /** Subjects, each checked; what is wrong is an error, and all of them are left out. */
    static List<String> checked(Given given, boolean isQueueAllowed) {
        List<String> subjects = new ArrayList<>();
        if (given.value() instanceof Text) {
            subjects.add(given.text());
        } else {
            for (Given item : given.items()) {
                if (!(item.value() instanceof Text)) {
                    throw item.fault("Subject in permissions array cannot be cast to string");
                }
                subjects.add(item.text());
            }
        }
        for (String subject : subjects) {
            String problem = subjectProblem(subject, isQueueAllowed);
            if (problem != null) {
                throw given.fault(problem);
            }
        }
        return subjects;
    }

    private static @Nullable SubjectPermission subjects(Given given, boolean isQueueAllowed) {
        if (!(given.value() instanceof Block block)) {
            return SubjectPermission.defaults().withAllow(orNull(checked(given, isQueueAllowed)));
        }
        if (block.nodes().isEmpty()) {
            return null;
        }
        return new Keys<SubjectPermission>()
                .value(
                        list -> orNull(checked(list, isQueueAllowed)),
                        (permission, allow) -> permission.withAllow(allow),
                        "allow")
                .value(list -> checked(list, isQueueAllowed), SubjectPermission::withDeny, "deny")
                .unknown(key -> "Unknown field name \"" + key
                        + "\" parsing subject permissions, only 'allow' or 'deny' are permitted")
                .read(SubjectPermission.defaults(), given);
    }

    // An empty list of allowed subjects forbids nothing in nats-server.
    private static @Nullable List<String> orNull(List<String> subjects) {
        return subjects.isEmpty() ? null : subjects;
    }

    private static @Nullable ResponsePermission responses(Given given) {
        if (given.value() instanceof Flag flag) {
            return flag.value() ? ResponsePermission.defaults() : null;
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault("error parsing response permissions, expected a boolean or a map");
        }
        return RESPONSES.read(ResponsePermission.defaults(), given);
    }

    private static Duration expires(Given given) {
        if (!(given.value() instanceof Text)) {
            throw given.fault("error parsing expires, not a duration string");
        }
        Duration expires = given.durationText();
        return expires.isZero() ? ResponsePermission.defaults().expires() : expires;
    }

    /** What is wrong with a permission's subject, or null; one to subscribe to may name a queue as well. */
    static @Nullable String subjectProblem(String subject, boolean isQueueAllowed) {
        if (Subjects.isValidFilter(subject)) {
            return null;
        }
        String[] words = isQueueAllowed ? subject.strip().split("\\s+") : new String[] {subject};
        if (words.length != 2) {
            return "subject \"" + subject + "\" is not a valid subject";
        }
        if (!Subjects.isValidFilter(words[0])) {
            return "subject \"" + words[0] + "\" is not a valid subject";
        }
        return Subjects.isValidFilter(words[1]) ? null : "queue \"" + words[1] + "\" is not a valid queue";
    }
}
