package io.natter.cli;

import io.natter.cli.log.ServerLog;
import io.natter.server.config.ConfigCheck;
import io.natter.server.config.ConfigProblem;
import io.natter.server.config.LogConfig;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Servers in this JVM: the real ones. <i>Confined to the main thread.</i> */
final class ServersOfThisProcess implements ServerCommand.Servers {
    private final boolean isTerminal;
    private final Consumer<RunningServer> onReady;

    /**
     * No server yet.
     *
     * @param isTerminal whether standard error is a terminal
     * @param onReady told of the server when clients can connect; returns at once
     */
    ServersOfThisProcess(boolean isTerminal, Consumer<RunningServer> onReady) {
        this.isTerminal = isTerminal;
        this.onReady = onReady;
    }

    @Override
    public LoadedConfig load(FlagValues flags) {
        String file = flags.text(ServerFlag.CONFIG);
        FlagOverlay overlay = new FlagOverlay(flags);
        if (file == null || file.isEmpty()) {
            return new LoadedConfig(overlay.over(ServerConfig.defaults()), List.of(), null, "");
        }
        ConfigCheck check = ConfigCheck.of(Path.of(file), System::getenv);
        if (!check.isValid()) {
            throw new CommandException(lines(check.errors()));
        }
        List<String> warnings =
                check.warnings().stream().map(ConfigProblem::toString).toList();
        return new LoadedConfig(overlay.over(check.config()), warnings, file, check.digest());
    }

    private static String lines(List<ConfigProblem> problems) {
        return problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public void check(LoadedConfig loaded) {
        EmbeddedServer.check(loaded.config());
    }

    @Override
    public void run(FlagValues flags, LoadedConfig loaded) {
        ServerLog log = openLog(loaded.config().log());
        nameProcess();
        ServerRun run = new ServerRun(() -> load(flags), log, this::start);
        SignalTrap.catchAll(run::onSignal);
        run.run(loaded);
    }

    private RunningServer start(ServerConfig config) {
        RunningServer server = EmbeddedServer.start(config);
        onReady.accept(server);
        return server;
    }

    private ServerLog openLog(LogConfig config) {
        ServerLog log = new ServerLog(isTerminal);
        try {
            log.use(config);
        } catch (IOException e) {
            throw new CommandException("error opening log: " + IoText.of(e), e);
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, e) ->
                LoggerFactory.getLogger(ServersOfThisProcess.class).error("Thread {} ended", thread.getName(), e));
        return log;
    }

    // So that ps, top, pgrep and pkill show and find a natter-server where they would find a java.
    private static void nameProcess() {
        try {
            Files.writeString(Path.of("/proc/self/comm"), "natter-server");
        } catch (IOException | SecurityException notLinux) {
            // The process keeps its name.
        }
    }
}
