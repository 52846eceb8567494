package io.natter.cli;

import io.natter.cli.log.ServerLog;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Servers in this JVM: the real ones. <i>Confined to the main thread.</i> */
final class ServersOfThisProcess implements ServerCommand.Servers {
    private final boolean isTerminal;

    /**
     * No server yet.
     *
     * @param isTerminal whether standard error is a terminal
     */
    ServersOfThisProcess(boolean isTerminal) {
        this.isTerminal = isTerminal;
    }

    @Override
    public LoadedConfig load(FlagValues flags) {
        return new LoadedConfig(new FlagOverlay(flags).over(ServerConfig.defaults()), List.of(), null, "");
    }

    @Override
    public void run(FlagValues flags, LoadedConfig loaded) {
        ServerLog log = new ServerLog(isTerminal);
        try {
            log.use(loaded.config().log());
        } catch (IOException e) {
            throw new CommandException("error opening log: " + IoText.of(e), e);
        }
        nameProcess();
        ServerRun run = new ServerRun(() -> load(flags), log, config -> {
            throw new CommandException("no server yet");
        });
        SignalTrap.catchAll(run::onSignal);
        run.run(loaded);
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
