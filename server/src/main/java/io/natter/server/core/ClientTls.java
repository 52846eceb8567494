package io.natter.server.core;

import io.natter.server.tls.ListenerTls;
import java.util.concurrent.Executor;

/**
 * How clients' connections are encrypted; replaced as a whole at reload, and read when a connection comes. Immutable.
 *
 * @param listener certificates and settings
 * @param allowsPlain whether clients may stay in the clear beside encrypted ones ({@code allow_non_tls}, B48)
 * @param handshakeWorkers run the costly steps of handshakes, away from the event loops
 */
public record ClientTls(ListenerTls listener, boolean allowsPlain, Executor handshakeWorkers) {}
