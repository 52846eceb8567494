package io.natter.protocol.claims;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may publish and subscribe. Immutable.
 *
 * @param publish subjects to publish to
 * @param subscribe subjects to subscribe to; a queue may follow after a blank
 * @param responses how far replies are allowed without being listed, or null for not at all
 */
public record PermissionClaims(
        Subjects publish, Subjects subscribe, @Nullable Responses responses) {
    /** Nothing said: everything is allowed. */
    public static final PermissionClaims NONE = new PermissionClaims(Subjects.NONE, Subjects.NONE, null);

    /**
     * Subjects that are allowed and denied. Immutable.
     *
     * @param allow filters; empty for all
     * @param deny filters, which win over those allowed
     */
    public record Subjects(List<String> allow, List<String> deny) {
        /** Nothing said. */
        public static final Subjects NONE = new Subjects(List.of(), List.of());

        /** Copies both lists. */
        public Subjects {
            allow = List.copyOf(allow);
            deny = List.copyOf(deny);
        }

        static Subjects read(ClaimsReader in) {
            return new Subjects(in.strings("allow"), in.strings("deny"));
        }

        void write(ClaimsWriter out) {
            out.put("allow", allow).put("deny", deny);
        }
    }

    /**
     * How many answers to a delivered request are allowed, and how long. Immutable.
     *
     * @param max number of messages
     * @param ttlNanos how long after the request, in nanoseconds
     */
    public record Responses(long max, long ttlNanos) {
        static Responses read(ClaimsReader in) {
            return new Responses(in.integer("max"), in.integer("ttl"));
        }

        void write(ClaimsWriter out) {
            out.always("max", max).always("ttl", ttlNanos);
        }
    }

    static PermissionClaims read(ClaimsReader in) {
        return new PermissionClaims(
                Subjects.read(in.object("pub")),
                Subjects.read(in.object("sub")),
                in.has("resp") ? Responses.read(in.object("resp")) : null);
    }

    void write(ClaimsWriter out) {
        out.object("pub", publish, Subjects::write)
                .object("sub", subscribe, Subjects::write)
                .object("resp", responses, Responses::write);
    }
}
