package io.natter.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Allowed and forbidden subjects. Immutable. (B64)
 *
 * @param allow what is allowed; null for everything, empty for nothing
 * @param deny what is forbidden even if it is allowed
 */
public record SubjectPermission(@Nullable List<String> allow, List<String> deny) {
    /** Checks every value. */
    public SubjectPermission {
        allow = allow == null ? null : Copy.of(allow);
        deny = Copy.of(deny);
    }

    /** Everything is allowed. */
    public static SubjectPermission defaults() {
        return new SubjectPermission(null, List.of());
    }

    /** Only these. */
    public static SubjectPermission allowing(String... subjects) {
        return new SubjectPermission(List.of(subjects), List.of());
    }

    /** All but these. */
    public static SubjectPermission denying(String... subjects) {
        return new SubjectPermission(null, List.of(subjects));
    }

    /** A copy with another allow. */
    public SubjectPermission withAllow(@Nullable List<String> allow) {
        return Copy.with(this, "allow", allow);
    }

    /** A copy with another deny. */
    public SubjectPermission withDeny(List<String> deny) {
        return Copy.with(this, "deny", deny);
    }
}
