package io.natter.examples;

import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program against a server of its own, and gives what it printed. */
final class Captured {
    /** The main method of a program. */
    @FunctionalInterface
    interface Program {
        void run(String[] args) throws Exception;
    }

    private Captured() {}

    static List<String> lines(Program program) {
        ServerConfig defaults = ServerConfig.defaults();
        try (NatterServer server =
                NatterServer.start(defaults.withClient(defaults.client().withPort(-1)))) {
            return lines(program, server.clientUrl());
        }
    }

    /** The same against a server that runs already. */
    static List<String> lines(Program program, String url) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.run(new String[] {url});
        } catch (Exception failure) {
            throw new AssertionError("the program failed", failure);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
