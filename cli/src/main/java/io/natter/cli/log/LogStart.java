package io.natter.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Keeps Logback from looking for configuration files: {@link ServerLog} says everything.
 *
 * <p><i>Confined to the thread that logs first.</i> Found by Logback as a service. Until there is a {@link ServerLog}, warnings and
 * errors go to standard error.
 */
public final class LogStart extends ContextAwareBase implements Configurator {
    /** For the service loader. */
    public LogStart() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogAppender appender = new LogAppender(
                new StandardError(), new LogLine(ProcessHandle.current().pid(), true, false, false), false);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
