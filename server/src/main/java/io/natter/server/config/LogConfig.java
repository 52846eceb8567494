package io.natter.server.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and where. Immutable. (B24, B25)
 *
 * @param debug whether debug entries are logged
 * @param trace whether protocol lines are logged
 * @param traceVerbose whether those of the system account are too
 * @param traceHeaders whether traced messages show their headers only
 * @param logtime whether entries begin with the time
 * @param logtimeUtc whether that time is UTC
 * @param file log file, or null for standard error
 * @param sizeLimit size in bytes past which the file is rotated; 0 for never
 * @param maxFiles rotated files to keep, the current one included; 0 for all
 * @param syslog whether entries go to the local syslog; accepted, without effect
 * @param remoteSyslog URL of a syslog server, or null; the command logs there, an embedded server logs where its program does
 */
public record LogConfig(
        boolean debug,
        boolean trace,
        boolean traceVerbose,
        boolean traceHeaders,
        boolean logtime,
        boolean logtimeUtc,
        @Nullable Path file,
        long sizeLimit,
        long maxFiles,
        boolean syslog,
        @Nullable String remoteSyslog) {
    /** Checks every value. */
    public LogConfig {
        Check.notNegative("sizeLimit", sizeLimit);
    }

    /** What holds when the configuration says nothing. */
    public static LogConfig defaults() {
        return new LogConfig(false, false, false, false, true, false, null, 0, 0, false, null);
    }

    /** A copy with another debug. */
    public LogConfig withDebug(boolean debug) {
        return Copy.with(this, "debug", debug);
    }

    /** A copy with another trace. */
    public LogConfig withTrace(boolean trace) {
        return Copy.with(this, "trace", trace);
    }

    /** A copy with another traceVerbose. */
    public LogConfig withTraceVerbose(boolean traceVerbose) {
        return Copy.with(this, "traceVerbose", traceVerbose);
    }

    /** A copy with another traceHeaders. */
    public LogConfig withTraceHeaders(boolean traceHeaders) {
        return Copy.with(this, "traceHeaders", traceHeaders);
    }

    /** A copy with another logtime. */
    public LogConfig withLogtime(boolean logtime) {
        return Copy.with(this, "logtime", logtime);
    }

    /** A copy with another logtimeUtc. */
    public LogConfig withLogtimeUtc(boolean logtimeUtc) {
        return Copy.with(this, "logtimeUtc", logtimeUtc);
    }

    /** A copy with another file. */
    public LogConfig withFile(@Nullable Path file) {
        return Copy.with(this, "file", file);
    }

    /** A copy with another sizeLimit. */
    public LogConfig withSizeLimit(long sizeLimit) {
        return Copy.with(this, "sizeLimit", sizeLimit);
    }

    /** A copy with another maxFiles. */
    public LogConfig withMaxFiles(long maxFiles) {
        return Copy.with(this, "maxFiles", maxFiles);
    }

    /** A copy with another syslog. */
    public LogConfig withSyslog(boolean syslog) {
        return Copy.with(this, "syslog", syslog);
    }

    /** A copy with another remoteSyslog. */
    public LogConfig withRemoteSyslog(@Nullable String remoteSyslog) {
        return Copy.with(this, "remoteSyslog", remoteSyslog);
    }
}
