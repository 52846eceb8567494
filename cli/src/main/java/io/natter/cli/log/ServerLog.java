package io.natter.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.natter.server.config.LogConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * The log of this process: what is in it, how a line looks, and where lines go.
 *
 * <p><i>Thread-safe.</i> Its monitor guards the appender in use; entries never wait for it. There is one log a process, because
 * Logback has one root.
 */
public final class ServerLog {
    /** Marks an error after which the server does not run: {@code [FTL]}. */
    public static final Marker FATAL = MarkerFactory.getMarker(LogLine.FATAL);

    private static final String OURS = "io.natter";

    private final boolean isTerminal;
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    private LogConfig config = LogConfig.defaults();
    private @Nullable Appender<ILoggingEvent> appender;

    /**
     * The log of this process, not changed yet.
     *
     * @param isTerminal whether standard error is a terminal, so that labels may be coloured
     */
    public ServerLog(boolean isTerminal) {
        this.isTerminal = isTerminal;
    }

    /**
     * Logs as {@code config} says from now on.
     *
     * @throws IOException when the file or the syslog server cannot be opened; the log is as it was
     */
    public synchronized void use(LogConfig config) throws IOException {
        Appender<ILoggingEvent> opened = open(config);
        opened.setContext(context);
        opened.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // First in, then out: a line of another thread may be written twice, but never gets lost.
        root.addAppender(opened);
        if (appender == null) {
            root.iteratorForAppenders().forEachRemaining(before -> detach(root, before, opened));
        } else {
            detach(root, appender, opened);
        }
        appender = opened;
        this.config = config;
        root.setLevel(Level.WARN);
        context.getLogger(OURS).setLevel(level(config));
    }

    /**
     * Opens the log file again under its name, for tools that have moved it away.
     *
     * @return whether there was a log file to open
     * @throws IOException when it cannot be opened; lines go where they went
     */
    public synchronized boolean reopen() throws IOException {
        if (config.file() == null) {
            return false;
        }
        use(config);
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // the same appender, not an equal one
    private static void detach(Logger root, Appender<ILoggingEvent> before, Appender<ILoggingEvent> opened) {
        if (!before.equals(opened)) {
            root.detachAppender(before);
            before.stop();
        }
    }

    private static Level level(LogConfig config) {
        if (config.trace()) {
            return Level.TRACE;
        }
        return config.debug() ? Level.DEBUG : Level.INFO;
    }

    private LogAppender open(LogConfig config) throws IOException {
        boolean isColoured = isTerminal && config.file() == null && config.remoteSyslog() == null;
        LogLine lines = new LogLine(ProcessHandle.current().pid(), config.logtime(), config.logtimeUtc(), isColoured);
        return new LogAppender(sink(config, lines), lines, config.debug());
    }

    private static LogSink sink(LogConfig config, LogLine lines) throws IOException {
        Path file = config.file();
        String syslog = config.remoteSyslog();
        if (file != null) {
            LogFile.Rotation rotation = new LogFile.Rotation(config.sizeLimit(), config.maxFiles());
            return LogFile.open(file, rotation, lines, InstantSource.system(), TimeZone.getDefault());
        }
        if (syslog != null && !syslog.isEmpty()) {
            return RemoteSyslog.open(syslog);
        }
        return new StandardError();
    }
}
