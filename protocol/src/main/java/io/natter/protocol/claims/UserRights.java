package io.natter.protocol.claims;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do and how much: the part of a user's claim that a scoped signing key may hold for it.
 *
 * <p>Immutable. In limits -1 is none.
 *
 * @param permissions subjects
 * @param sources networks in CIDR form from which the user may come; empty for all
 * @param times of the day at which the user may be connected; empty for all
 * @param timesLocation time zone of the times, or empty
 * @param maxSubscriptions of one connection
 * @param maxData unused by servers
 * @param maxPayload in bytes
 * @param isBearer whether the token alone is enough, without a signed nonce
 * @param needsProxy whether the user must come through a trusted proxy
 * @param connectionTypes how the user may come in, such as STANDARD or WEBSOCKET; empty for all
 */
public record UserRights(
        PermissionClaims permissions,
        List<String> sources,
        List<TimeRange> times,
        String timesLocation,
        long maxSubscriptions,
        long maxData,
        long maxPayload,
        boolean isBearer,
        boolean needsProxy,
        List<String> connectionTypes) {

    /** Nothing said at all, as in the claim of a user whose rights are those of the signing key. */
    public static final UserRights SCOPED =
            new UserRights(PermissionClaims.NONE, List.of(), List.of(), "", 0, 0, 0, false, false, List.of());

    /** Everything allowed, without limit. */
    public static final UserRights UNLIMITED =
            new UserRights(PermissionClaims.NONE, List.of(), List.of(), "", -1, -1, -1, false, false, List.of());

    /** Copies the lists. */
    public UserRights {
        sources = List.copyOf(sources);
        times = List.copyOf(times);
        connectionTypes = List.copyOf(connectionTypes);
    }

    /** A stretch of the day, each end as {@code 15:04:05}. Immutable. */
    public record TimeRange(String start, String end) {
        static TimeRange read(ClaimsReader in) {
            return new TimeRange(in.string("start"), in.string("end"));
        }

        void write(ClaimsWriter out) {
            out.put("start", start).put("end", end);
        }
    }

    /** The same with other permissions. */
    public UserRights withPermissions(PermissionClaims newPermissions) {
        return new UserRights(
                newPermissions,
                sources,
                times,
                timesLocation,
                maxSubscriptions,
                maxData,
                maxPayload,
                isBearer,
                needsProxy,
                connectionTypes);
    }

    /** The same, bearer or not. */
    public UserRights withBearer(boolean bearer) {
        return new UserRights(
                permissions,
                sources,
                times,
                timesLocation,
                maxSubscriptions,
                maxData,
                maxPayload,
                bearer,
                needsProxy,
                connectionTypes);
    }

    /** The same with other connection types. */
    public UserRights withConnectionTypes(List<String> types) {
        return new UserRights(
                permissions,
                sources,
                times,
                timesLocation,
                maxSubscriptions,
                maxData,
                maxPayload,
                isBearer,
                needsProxy,
                types);
    }

    /** The same with other limits. */
    public UserRights withLimits(long subscriptions, long data, long payload) {
        return new UserRights(
                permissions,
                sources,
                times,
                timesLocation,
                subscriptions,
                data,
                payload,
                isBearer,
                needsProxy,
                connectionTypes);
    }

    /** The same with other networks and times. */
    public UserRights withWhereAndWhen(List<String> newSources, List<TimeRange> newTimes, String location) {
        return new UserRights(
                permissions,
                newSources,
                newTimes,
                location,
                maxSubscriptions,
                maxData,
                maxPayload,
                isBearer,
                needsProxy,
                connectionTypes);
    }

    /** @param limitIfAbsent what an absent limit means: 0, but -1 in templates and old claims */
    static UserRights read(ClaimsReader in, long limitIfAbsent) {
        return new UserRights(
                PermissionClaims.read(in),
                sources(in),
                in.objects("times", TimeRange::read),
                in.string("times_location"),
                limit(in, "subs", limitIfAbsent),
                limit(in, "data", limitIfAbsent),
                limit(in, "payload", limitIfAbsent),
                in.bool("bearer_token"),
                in.bool("proxy_required"),
                in.strings("allowed_connection_types"));
    }

    void write(ClaimsWriter out) {
        permissions.write(out);
        out.put("src", sources)
                .objects("times", times, TimeRange::write)
                .put("times_location", timesLocation)
                .put("subs", maxSubscriptions)
                .put("data", maxData)
                .put("payload", maxPayload)
                .put("bearer_token", isBearer)
                .put("proxy_required", needsProxy)
                .put("allowed_connection_types", connectionTypes);
    }

    private static long limit(ClaimsReader in, String key, long ifAbsent) {
        return in.has(key) ? in.integer(key) : ifAbsent;
    }

    /** An array, or one string with commas. */
    private static List<String> sources(ClaimsReader in) {
        @Nullable Object value = in.any("src");
        if (!(value instanceof String text)) {
            return in.strings("src");
        }
        return text.isBlank()
                ? List.of()
                : List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
    }
}
