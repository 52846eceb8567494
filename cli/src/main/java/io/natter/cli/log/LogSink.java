package io.natter.cli.log;

import java.io.IOException;

/** Where log lines go. <i>Guarded by the appender that owns it.</i> */
sealed interface LogSink permits StandardError, LogFile, RemoteSyslog {
    /**
     * Writes one line with its end.
     *
     * @throws IOException when the line is lost; the next one may be tried
     */
    void write(String line, LogLine.Label label) throws IOException;

    /** Lets go of what the sink holds; lines after that are lost. */
    void close();
}
