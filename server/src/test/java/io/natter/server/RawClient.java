package io.natter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A socket and nothing more: what a client sends is what the test says.
 *
 * <p>Confined to the test's thread. Reads wait for what they want, for {@link #PATIENCE} at most. The server's PINGs, the first of which
 * comes after two seconds, are passed over, so that no test depends on how long it takes; {@link #seesPings} shows them.
 */
public final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PING = "PING\r\n";

    private final Socket socket;
    private final StringBuilder unread = new StringBuilder();
    private boolean seesPings;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /** Connects and reads INFO. */
    public static RawClient open(int port) {
        RawClient client = plain(port);
        assertThat(client.readTo("\r\n")).startsWith("INFO {");
        return client;
    }

    /** Connects, says CONNECT without verbose, and waits for PONG. */
    public static RawClient connected(int port, String moreOptions) {
        RawClient client = open(port);
        client.send("CONNECT {\"verbose\":false,\"pedantic\":false" + moreOptions + "}\r\nPING\r\n");
        client.readTo("PONG\r\n");
        return client;
    }

    /** Connects and reads nothing. */
    public static RawClient plain(int port) {
        try {
            var socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads give PINGs as well from now on. */
    public RawClient seesPings() {
        seesPings = true;
        return this;
    }

    /** Sends bytes. */
    public RawClient send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads up to and with {@code end}; fails when the connection ends before. */
    public String readTo(String end) {
        int at = unread.indexOf(end);
        while (at < 0) {
            if (!readMore()) {
                throw new AssertionError("connection ended; expected " + end + " after: " + unread);
            }
            at = unread.indexOf(end);
        }
        String read = unread.substring(0, at + end.length());
        unread.delete(0, at + end.length());
        return read;
    }

    /** Reads until the connection ends, and returns what came. */
    public String readToEnd() {
        while (readMore()) {
            // goes on
        }
        return unread.toString();
    }

    /** All that the server had sent before it answered a PING. */
    public String sync() {
        send("PING\r\n");
        String before = readTo("PONG\r\n");
        return before.substring(0, before.length() - "PONG\r\n".length());
    }

    private boolean readMore() {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = socket.getInputStream();
            int length = in.read(buffer);
            if (length > 0) {
                int known = Math.max(0, unread.length() - PING.length());
                unread.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                passOverPings(known);
            }
            return length >= 0;
        } catch (java.net.SocketException reset) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void passOverPings(int from) {
        int at = seesPings ? -1 : unread.indexOf(PING, from);
        while (at >= 0) {
            unread.delete(at, at + PING.length());
            at = unread.indexOf(PING, at);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
