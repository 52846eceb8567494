package io.natter.cli;

import io.natter.cli.log.ServerLog;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server from its start to its end, with the signals in between (A25).
 *
 * <pre>
 *   load -> log -> pid file -> start -> ports file -> serve -> closed -> ports file gone
 *                                                      ^  |
 *                                           signals ---+  INT, TERM: close    USR2: lame duck, from then on TERM does nothing
 *                                                         HUP: reload         USR1: open the log file again
 * </pre>
 *
 * <p><i>Confined to the thread that runs it</i>, but for {@link #onSignal}, which is thread-safe: signals wait in a queue and are
 * handled by one thread in their order. Those that come while the server starts are handled when it has.
 */
final class ServerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRun.class);

    // More signals than this wait only if one hangs; the system, too, drops what comes twice.
    private static final int SIGNALS_MAX = 64;

    private final Supplier<LoadedConfig> source;
    private final ServerLog log;
    private final Function<ServerConfig, RunningServer> starter;
    private final BlockingQueue<ServerSignal> signals = new LinkedBlockingQueue<>(SIGNALS_MAX);

    private boolean isLameDuck; // of the signal thread

    /**
     * A run to come.
     *
     * @param source reads the configuration, at start and at every reload
     * @param starter starts a server that returns when clients can connect
     */
    ServerRun(Supplier<LoadedConfig> source, ServerLog log, Function<ServerConfig, RunningServer> starter) {
        this.source = source;
        this.log = log;
        this.starter = starter;
    }

    /**
     * Runs {@code loaded} until it is told to end.
     *
     * @throws CommandException when it cannot start; nothing runs then
     */
    void run(LoadedConfig loaded) {
        ServerConfig config = loaded.config();
        if (loaded.file() != null) {
            LOG.info("Using configuration file: {} ({})", loaded.file(), loaded.digest());
        }
        if (config.pidFile() != null) {
            PidFile.write(config.pidFile());
        }
        RunningServer server = starter.apply(config);
        if (loaded.file() != null) {
            server.onReloadRequest(() -> reload(server));
        }
        try {
            serve(server, config.portsFileDir());
        } finally {
            server.close();
        }
    }

    /** Takes a signal; returns at once. */
    void onSignal(ServerSignal signal) {
        if (!signals.offer(signal)) {
            LOG.warn("Dropped \"{}\" signal, {} wait already", signal.description(), SIGNALS_MAX);
        }
    }

    private void serve(RunningServer server, @Nullable Path portsFileDir) {
        PortsFile ports = portsFileDir == null ? null : portsFile(portsFileDir, server);
        Thread thread = new Thread(() -> handleSignals(server), "natter-signals");
        thread.setDaemon(true);
        thread.start();
        try {
            server.awaitClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Whoever runs us wants the server to end.
        } finally {
            thread.interrupt();
            remove(ports);
        }
    }

    // Root loop of the signal thread.
    private void handleSignals(RunningServer server) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                handle(signals.take(), server);
            } catch (InterruptedException theServerIsClosed) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("Signal failed", e);
            }
        }
    }

    private void handle(ServerSignal signal, RunningServer server) {
        LOG.info("Trapped \"{}\" signal", signal.description());
        switch (signal) {
            case QUIT -> server.close();
            case TERM -> {
                if (!isLameDuck) {
                    server.close();
                }
            }
            case REOPEN -> reopen();
            case LAME_DUCK -> {
                isLameDuck = true;
                server.startLameDuck();
            }
            case RELOAD -> reloadAtSignal(server);
            case STOP -> throw new IllegalStateException("KILL cannot be trapped");
        }
    }

    private void reopen() {
        try {
            LOG.info(log.reopen() ? "File log re-opened" : "File log re-open ignored, not a file logger");
        } catch (IOException e) {
            LOG.error("File log not re-opened: {}", IoText.of(e));
        }
    }

    // Also asked for through the system account, on a thread of the server's.
    private synchronized void reload(RunningServer server) {
        try {
            LoadedConfig loaded = source.get();
            loaded.warnings().forEach(LOG::warn);
            server.reload(loaded.config());
            log.use(loaded.config().log());
        } catch (RuntimeException e) {
            LOG.error("Failed to reload server configuration: {}", e.getMessage());
            throw e;
        } catch (IOException e) {
            LOG.error("Failed to change the log: {}", IoText.of(e));
        }
    }

    private void reloadAtSignal(RunningServer server) {
        try {
            reload(server);
        } catch (RuntimeException told) {
            LOG.debug("Nothing has changed", told);
        }
    }

    private static @Nullable PortsFile portsFile(Path directory, RunningServer server) {
        try {
            return PortsFile.write(directory, server.urls());
        } catch (IOException e) {
            LOG.error("Error writing ports file ({}): {}", directory, IoText.of(e));
            return null;
        }
    }

    private static void remove(@Nullable PortsFile ports) {
        try {
            if (ports != null) {
                ports.close();
            }
        } catch (IOException e) {
            LOG.error("Error cleaning up ports file: {}", IoText.of(e));
        }
    }
}
