package io.natter.conformance.wire;

import io.natter.conformance.TestServer;

/**
 * One thing a script does. Immutable.
 *
 * <p>Written in a script as drawn at {@link ScriptFile}.
 */
public sealed interface Step {
    /**
     * Bytes to send.
     *
     * @param connection one letter
     * @param text the bytes, see {@link Escapes}
     * @param pieceBytes how many bytes a write carries; 0 for all in one
     */
    record Send(char connection, String text, int pieceBytes) implements Step {}

    /** Sends PING, and waits for its PONG or for the end of the connection. */
    record Ping(char connection) implements Step {}

    /** Waits until the server has closed the connection. */
    record AwaitEnd(char connection) implements Step {}

    /** Waits until one more operation of {@code kind} has come, or the connection has ended. */
    record AwaitReply(char connection, Reply.Kind kind) implements Step {}

    /** Closes the connection from our side. */
    record Close(char connection) implements Step {}

    /** Ends our sending, and reads what still comes until the server closes too. */
    record HalfClose(char connection) implements Step {}

    /** Tells the server something, as an operator would. */
    record Operate(TestServer.Signal signal) implements Step {}

    /** Replaces the configuration file by the block {@code name} of the script's file, and reloads. */
    record Reconfigure(String name) implements Step {}
}
