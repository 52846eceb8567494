package io.natter.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may publish and subscribe. Immutable. (B64, B65)
 *
 * @param publish subjects it may publish to, or null for all
 * @param subscribe subjects it may subscribe to, each "subject" or "subject queue", or null for all
 * @param allowResponses leave to answer requests it was sent, or null
 */
public record PermissionsConfig(
        @Nullable SubjectPermission publish,
        @Nullable SubjectPermission subscribe,
        @Nullable ResponsePermission allowResponses) {

    /** Leave to answer takes away the leave to publish anywhere, unless something is allowed expressly. */
    public PermissionsConfig {
        if (allowResponses != null && (publish == null || publish.allow() == null)) {
            publish = new SubjectPermission(List.of(), publish == null ? List.of() : publish.deny());
        }
    }

    /** Everything is allowed. */
    public static PermissionsConfig defaults() {
        return new PermissionsConfig(null, null, null);
    }

    /** A copy with another publish. */
    public PermissionsConfig withPublish(@Nullable SubjectPermission publish) {
        return Copy.with(this, "publish", publish);
    }

    /** A copy with another subscribe. */
    public PermissionsConfig withSubscribe(@Nullable SubjectPermission subscribe) {
        return Copy.with(this, "subscribe", subscribe);
    }

    /** A copy with another allowResponses. */
    public PermissionsConfig withAllowResponses(@Nullable ResponsePermission allowResponses) {
        return Copy.with(this, "allowResponses", allowResponses);
    }
}
