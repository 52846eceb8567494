package io.natter.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Gives SLF4J a Logback that has looked for no configuration: {@link ServerLog} says everything.
 *
 * <p><i>Confined to the thread that logs first.</i> {@link #install} names it before anything logs; Logback's own provider and its search
 * for configurators would open every jar on the class path, twice, which is a fifth of the time to start.
 */
public final class LogProvider implements SLF4JServiceProvider {
    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new LogbackMDCAdapter();

    /** For SLF4J. */
    public LogProvider() {}

    /** Makes this the provider of SLF4J, if nothing has logged yet and nobody chose another one. */
    public static void install() {
        System.getProperties().putIfAbsent("slf4j.provider", LogProvider.class.getName());
        System.getProperties().putIfAbsent("slf4j.internal.verbosity", "WARN");
    }

    @Override
    public void initialize() {
        context.setName("natter");
        context.setMDCAdapter(mdc);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.start();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }
}
