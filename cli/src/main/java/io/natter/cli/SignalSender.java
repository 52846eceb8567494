package io.natter.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends a signal to servers that run: {@code -sl reload}, {@code -sl stop=123}, {@code -sl quit=/run/nats.pid}, {@code -sl term=12*} (A8).
 *
 * <p><i>Immutable.</i>
 */
final class SignalSender {
    private final Supplier<List<Long>> runningServers;
    private final Kill kill;

    /** Sends one signal to one process. */
    interface Kill {
        /** Sends it, and returns what went wrong; empty when nothing did. */
        String send(ServerSignal signal, long pid);
    }

    SignalSender(Supplier<List<Long>> runningServers, Kill kill) {
        this.runningServers = runningServers;
        this.kill = kill;
    }

    /** Sends to the processes of this machine. */
    static SignalSender ofThisMachine() {
        return new SignalSender(SignalSender::otherServers, SignalSender::kill);
    }

    /**
     * Does what the value of {@code -sl} says.
     *
     * @throws CommandException when it is malformed, no process is meant, several could be, or one did not get it
     */
    void send(String command) {
        String[] parts = command.split("=", -1);
        if (parts.length > 2) {
            throw new CommandException(
                    "invalid signal parameters: " + Arrays.asList(parts).subList(2, parts.length));
        }
        String expression = parts.length == 2 ? fromPidFile(parts[1]) : "";
        boolean isGlob = expression.endsWith("*");
        String pid = isGlob ? expression.substring(0, expression.length() - 1) : expression;
        List<Long> targets = targets(pid, isGlob);
        ServerSignal signal = ServerSignal.called(parts[0]);
        if (signal == null) {
            throw new CommandException("unknown signal " + FlagKind.quoted(parts[0]));
        }
        String failures = targets.stream()
                .map(target -> failure(parts[0], target, kill.send(signal, target)))
                .collect(Collectors.joining());
        if (!failures.isEmpty()) {
            throw new CommandException(failures);
        }
    }

    private List<Long> targets(String pid, boolean isGlob) {
        if (!pid.isEmpty() && !pid.matches("\\d{1,18}")) {
            throw new CommandException("invalid pid: " + pid);
        }
        if (!pid.isEmpty() && !isGlob) {
            return List.of(Long.parseLong(pid));
        }
        List<Long> running = runningServers.get();
        if (running.isEmpty()) {
            throw new CommandException("no natter-server processes running");
        }
        if (running.size() > 1 && !isGlob) {
            throw new CommandException("multiple natter-server processes running:"
                    + running.stream().map(other -> "\n" + other).collect(Collectors.joining()));
        }
        return running.stream()
                .filter(other -> Long.toString(other).startsWith(pid))
                .toList();
    }

    private static String failure(String word, long pid, String reason) {
        return reason.isEmpty() ? "" : "\nsignal " + FlagKind.quoted(word) + " " + pid + ": " + reason;
    }

    private static String fromPidFile(String pidOrFile) {
        try {
            return Files.readString(Path.of(pidOrFile)).strip();
        } catch (IOException | IllegalArgumentException notAFile) {
            return pidOrFile;
        }
    }

    private static List<Long> otherServers() {
        long own = ProcessHandle.current().pid();
        List<Long> pids = new ArrayList<>();
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != own && isServer(process))
                .forEach(process -> pids.add(process.pid()));
        return pids;
    }

    // A JVM has the name "java"; the main class among its arguments tells what it is.
    private static boolean isServer(ProcessHandle process) {
        return process.info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments).contains(NatterServerMain.class.getName()))
                .orElse(false);
    }

    private static String kill(ServerSignal signal, long pid) {
        if (ProcessHandle.of(pid).isEmpty()) {
            return "no such process";
        }
        // The shell's own kill: Java sends no other signals than TERM and KILL.
        ProcessBuilder shell = new ProcessBuilder(
                        "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal.systemName(), Long.toString(pid))
                .redirectErrorStream(true);
        try {
            Process process = shell.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : output.strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
