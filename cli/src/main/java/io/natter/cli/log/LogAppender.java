package io.natter.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;

/**
 * Hands entries to a sink as lines.
 *
 * <p><i>Thread-safe.</i> Its monitor guards the sink: lines of many threads are written one after the other, whole.
 */
final class LogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final LogSink sink;
    private final LogLine lines;
    private final boolean showsDebug;

    private long lostLines;

    /**
     * An appender that owns {@code sink}.
     *
     * @param showsDebug whether debug entries are written; with tracing on, the level alone would let them pass
     */
    LogAppender(LogSink sink, LogLine lines, boolean showsDebug) {
        this.sink = sink;
        this.lines = lines;
        this.showsDebug = showsDebug;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel() == Level.DEBUG && !showsDebug) {
            return;
        }
        String line = lines.of(event);
        LogLine.Label label = LogLine.Label.of(event);
        synchronized (this) {
            try {
                if (lostLines > 0) {
                    String report = lostLines + " log lines before this one could not be written";
                    sink.write(lines.of(event.getInstant(), LogLine.Label.WRN, report), LogLine.Label.WRN);
                    lostLines = 0;
                }
                sink.write(line, label);
            } catch (IOException e) {
                lostLines++; // A full disk must not stop the server; the next line that fits tells how many are
                // missing.
            }
        }
    }

    @Override
    public void stop() {
        super.stop();
        synchronized (this) {
            sink.close();
        }
    }
}
