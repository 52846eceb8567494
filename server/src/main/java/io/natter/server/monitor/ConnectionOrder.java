package io.natter.server.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The orders in which connz lists connections (E2). Immutable.
 *
 * <p>Numbers of the connection, uptime and reason rise; everything else falls, so that the busiest come first. Equals stand
 * by number of the connection, which makes pages of one order fit together.
 */
enum ConnectionOrder {
    CID,
    START,
    SUBS,
    PENDING,
    MSGS_TO,
    MSGS_FROM,
    BYTES_TO,
    BYTES_FROM,
    LAST,
    IDLE,
    UPTIME,
    STOP,
    REASON,
    RTT;

    private static final Map<String, ConnectionOrder> BY_OPTION =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ConnectionOrder::option, order -> order));

    /** The order that the option {@code sort} names; empty means by number. Null when there is no such order. */
    static @Nullable ConnectionOrder of(String option) {
        return option.isEmpty() ? CID : BY_OPTION.get(option);
    }

    /** The word that names this order in a query. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether only connections that have ended can be ordered so. */
    boolean needsClosed() {
        return this == STOP || this == REASON;
    }

    /** Compares connections as of {@code now}; no two different connections are equal. */
    Comparator<ConnectionFacts> comparator(Instant now) {
        Comparator<ConnectionFacts> byCid = Comparator.comparingLong(ConnectionFacts::cid);
        Comparator<ConnectionFacts> first = switch (this) {
            case CID, START -> byCid;
            case SUBS -> falling(ConnectionFacts::subscriptionCount);
            case PENDING -> falling(ConnectionFacts::pendingBytes);
            case MSGS_TO -> falling(connection -> connection.traffic().outMsgs());
            case MSGS_FROM -> falling(connection -> connection.traffic().inMsgs());
            case BYTES_TO -> falling(connection -> connection.traffic().outBytes());
            case BYTES_FROM -> falling(connection -> connection.traffic().inBytes());
            case LAST -> falling(ConnectionFacts::lastActivity);
            case IDLE -> falling(connection -> Duration.between(connection.lastActivity(), now));
            case UPTIME ->
                Comparator.comparing(connection -> Duration.between(connection.start(), stop(connection, now)));
            case STOP -> falling(connection -> stop(connection, now));
            case REASON -> Comparator.comparing(ConnectionOrder::reason);
            case RTT -> falling(ConnectionFacts::rttNs);
        };
        return first.thenComparing(byCid);
    }

    private static <T extends Comparable<? super T>> Comparator<ConnectionFacts> falling(
            Function<ConnectionFacts, T> key) {
        return Comparator.comparing(key).reversed();
    }

    private static Instant stop(ConnectionFacts connection, Instant now) {
        Instant stop = connection.stop();
        return stop == null ? now : stop;
    }

    private static String reason(ConnectionFacts connection) {
        String reason = connection.reason();
        return reason == null ? "" : reason;
    }
}
