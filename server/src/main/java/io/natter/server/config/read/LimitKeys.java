package io.natter.server.config.read;

import io.natter.server.config.Limits;
import io.natter.server.config.Liveness;
import io.natter.server.config.LogConfig;
import io.natter.server.config.language.GoDuration;
import java.time.Duration;

/** Keys at top level that limit things, bound them in time, or log them. (B24, B25, B27 to B38) Thread-safe: constants. */
final class LimitKeys {
    private static final Duration LAME_DUCK_MIN = Duration.ofSeconds(30);
    private static final Limits LIMITS_DEFAULT = Limits.defaults();
    private static final Liveness LIVENESS_DEFAULT = Liveness.defaults();

    static final Keys<Limits> LIMITS = new Keys<Limits>()
            .value(LimitKeys::maxPayload, Limits::withMaxPayload, "max_payload")
            .numberOr(LIMITS_DEFAULT.maxControlLine(), Limits::withMaxControlLine, "max_control_line")
            .value(
                    given -> given.whole() == 0 ? Long.valueOf(LIMITS_DEFAULT.maxPendingBytes()) : given.whole(),
                    Limits::withMaxPendingBytes,
                    "max_pending")
            .value(
                    given -> given.number() == 0 ? Integer.valueOf(-1) : given.number(),
                    Limits::withMaxConnections,
                    "max_connections",
                    "max_conn")
            .number(Limits::withMaxSubscriptions, "max_subscriptions", "max_subs")
            .value(LimitKeys::maxTokens, Limits::withMaxSubscriptionTokens, "max_sub_tokens", "max_subscription_tokens")
            .numberOr(LIMITS_DEFAULT.maxClosedClients(), Limits::withMaxClosedClients, "max_closed_clients")
            .number(Limits::withMaxTracedMessageBytes, "max_traced_msg_len");

    static final Keys<Liveness> LIVENESS = new Keys<Liveness>()
            .durationOr(LIVENESS_DEFAULT.pingInterval(), Liveness::withPingInterval, "ping_interval")
            .numberOr(LIVENESS_DEFAULT.pingMax(), Liveness::withPingMax, "ping_max")
            .durationOr(LIVENESS_DEFAULT.writeDeadline(), Liveness::withWriteDeadline, "write_deadline")
            .value(LinkKeys::writeTimeout, Liveness::withWriteTimeout, "write_timeout")
            .flag(Liveness::withNoFastProducerStall, "no_fast_producer_stall")
            .value(LimitKeys::lameDuckDuration, Liveness::withLameDuckDuration, "lame_duck_duration")
            .value(LimitKeys::lameDuckGracePeriod, Liveness::withLameDuckGracePeriod, "lame_duck_grace_period");

    static final Keys<LogConfig> LOG = new Keys<LogConfig>()
            .flag(LogConfig::withDebug, "debug")
            .flag(LogConfig::withTrace, "trace")
            .flag((log, on) -> log.withTraceVerbose(on).withTrace(on), "trace_verbose")
            .flag((log, on) -> log.withTraceHeaders(on).withTrace(on), "trace_headers")
            .flag(LogConfig::withLogtime, "logtime")
            .flag(LogConfig::withLogtimeUtc, "logtime_utc")
            .path(LogConfig::withFile, "log_file", "logfile")
            .whole(LogConfig::withSizeLimit, "log_size_limit", "logfile_size_limit")
            .whole(LogConfig::withMaxFiles, "log_max_num", "logfile_max_num")
            .flag(LogConfig::withSyslog, "syslog")
            .text(LogConfig::withRemoteSyslog, "remote_syslog");

    private LimitKeys() {}

    // Zero says nothing, and a negative number means any size.
    private static int maxPayload(Given given) {
        int max = given.number();
        if (max < 0) {
            return Integer.MAX_VALUE;
        }
        return max == 0 ? LIMITS_DEFAULT.maxPayload() : max;
    }

    private static int maxTokens(Given given) {
        long max = given.whole();
        if (max > 255) {
            throw given.fault(given.key() + " value is too big");
        }
        if (max <= 0) {
            throw given.fault(given.key() + " value can not be negative");
        }
        return (int) max;
    }

    private static Duration lameDuckDuration(Given given) {
        Duration duration = given.durationText();
        if (duration.compareTo(LAME_DUCK_MIN) < 0) {
            throw given.fault(
                    "invalid lame_duck_duration of " + GoDuration.format(duration) + ", minimum is 30 seconds");
        }
        return duration;
    }

    private static Duration lameDuckGracePeriod(Given given) {
        Duration period = given.durationText();
        if (period.isNegative()) {
            throw given.fault("invalid lame_duck_grace_period, needs to be positive");
        }
        return period.isZero() ? LIVENESS_DEFAULT.lameDuckGracePeriod() : period;
    }
}
