package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.natter.client.NatsOptions;
import io.natter.client.ServerErrorException;
import io.natter.client.TlsOptions;
import io.natter.protocol.ProtocolException;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.wire.MessageView;
import io.natter.protocol.wire.ServerOperationDecoder;
import io.natter.protocol.wire.ServerOperationSink;
import io.natter.protocol.wire.WireLimits;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The talk that makes a socket an authenticated link (C1-C3, C30-C35).
 *
 * <p>Confined to the dialing thread.
 *
 * <pre>
 *  client                          server
 *     |  (TLS first, WebSocket)       |
 *     | &lt;---------------------- INFO  |
 *     |  (TLS upgrade)                |
 *     |  CONNECT, PING -------------&gt; |
 *     | &lt;--- [+OK] [INFO] PONG, -ERR  |
 * </pre>
 */
final class Handshake implements ServerOperationSink {
    private static final byte[] PING = "PING\r\n".getBytes(US_ASCII);
    private static final byte[] PONG = "PONG\r\n".getBytes(US_ASCII);
    private static final int SHOWN_BYTES = 40;

    // Lines between CONNECT and its PONG; a server has no reason for more.
    private static final int ANSWER_LINES_MAX = 1000;

    private final NatsOptions options;
    private final ServerAddress server;
    private final HandshakeStream stream;
    private final ServerOperationDecoder decoder = new ServerOperationDecoder(WireLimits.OF_SERVERS, this);

    private @Nullable ServerInfo info;
    private @Nullable ServerErrorException error;
    private boolean hasPing;
    private boolean hasPong;

    Handshake(NatsOptions options, ServerAddress server, HandshakeStream stream) {
        this.options = options;
        this.server = server;
        this.stream = stream;
    }

    /**
     * Runs it; afterwards the stream stands behind the PONG.
     *
     * @return the last INFO
     * @throws ServerErrorException if the server refused
     */
    ServerInfo run() throws IOException {
        TlsOptions tls = options.tls();
        boolean isFirst = TlsPolicy.isFirst(tls.mode(), server.scheme());
        if (isFirst) {
            encrypt("tls first");
        }
        if (server.scheme().isWebSocket()) {
            WebSocketUpgrade.run(stream, server, options.webSocketHeaders());
        }
        ServerInfo first = readInfo();
        boolean isUpgrade = TlsPolicy.isUpgrade(tls.mode(), server.scheme(), first);
        if (isUpgrade) {
            encrypt("tls");
        }
        if (!first.headers()) {
            throw new IOException("server " + first.version() + ": got one without headers, expected one with them");
        }
        authenticate(ConnectLine.of(options, server, first, isFirst || isUpgrade));
        return required(info);
    }

    private void encrypt(String step) throws IOException {
        stream.waiting().step(step);
        if (stream.hasUnused()) {
            throw new IOException("tls: got words in plain text where the handshake was due"); // somebody's in between
        }
        String given = options.tls().serverName();
        String name = given == null ? server.certificateName() : given;
        TlsStream encrypted = new TlsStream(stream.stream(), TlsEngines.open(options.tls(), name, server.port()));
        encrypted.handshake(stream);
        stream.layer(encrypted);
    }

    private ServerInfo readInfo() throws IOException {
        boolean mayBothWait = TlsPolicy.isWanted(options.tls().mode(), server.scheme())
                && !TlsPolicy.isFirst(options.tls().mode(), server.scheme());
        stream.waiting().step(mayBothWait ? "wait for INFO (or does the server want tls first?)" : "wait for INFO");
        readLine();
        if (info == null) {
            throw new IOException("handshake: got another operation, expected INFO");
        }
        return info;
    }

    private void authenticate(byte[] connect) throws IOException {
        stream.waiting().step("authenticate");
        byte[] connectAndPing = Arrays.copyOf(connect, connect.length + PING.length);
        System.arraycopy(PING, 0, connectAndPing, connect.length, PING.length);
        stream.write(connectAndPing);
        for (int line = 0; !hasPong; line++) {
            if (line == ANSWER_LINES_MAX) {
                throw new IOException("authenticate: got " + line + " lines, expected PONG");
            }
            readLine();
        }
    }

    /** Reads one operation and does what it asks. */
    private void readLine() throws IOException {
        byte[] line = stream.readLine(WireLimits.OF_SERVERS.controlLineBytes());
        try {
            if (decoder.decode(line, 0, line.length) < line.length) {
                throw new IOException("handshake: got a message, expected INFO, PONG or -ERR");
            }
        } catch (ProtocolException e) {
            throw new IOException(
                    stream.waiting().step() + ": got " + shown(line) + ", expected the words of a NATS server", e);
        }
        if (error != null) {
            throw error;
        }
        if (hasPing) {
            hasPing = false;
            stream.write(PONG);
        }
    }

    private static String shown(byte[] line) {
        String start = new String(line, 0, Math.min(line.length, SHOWN_BYTES), ISO_8859_1);
        return "\"" + start.strip().replaceAll("[^ -~]", "?") + (line.length > SHOWN_BYTES ? "...\"" : "\"");
    }

    private static ServerInfo required(@Nullable ServerInfo info) {
        if (info == null) {
            throw new IllegalStateException("handshake: no INFO");
        }
        return info;
    }

    @Override
    public void info(byte[] buffer, int from, int length) {
        info = ServerInfo.parse(buffer, from, length);
    }

    @Override
    public void message(MessageView message) {
        throw new IllegalStateException("a single line is no message");
    }

    @Override
    public void ok() {
        // a verbose server confirms CONNECT
    }

    @Override
    public void error(String text) {
        error = ServerErrors.of(text);
    }

    @Override
    public void ping() {
        hasPing = true;
    }

    @Override
    public void pong() {
        hasPong = true;
    }
}
