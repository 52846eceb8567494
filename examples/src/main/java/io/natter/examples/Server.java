package io.natter.examples;

/** Which server a program talks to: its argument, or the one on this machine. */
final class Server {
    private Server() {}

    static String of(String[] args) {
        return args.length > 0 ? args[0] : "nats://localhost:4222";
    }
}
