/**
 * The log of a server that runs on its own: Logback, set up in code, with nats-server's lines and files (C130, C132).
 *
 * <pre>
 *   the server -> SLF4J -> LogAppender -> LogLine -> LogSink: StandardError | LogFile | RemoteSyslog
 * </pre>
 */
@NullMarked
package io.natter.cli.log;

import org.jspecify.annotations.NullMarked;
