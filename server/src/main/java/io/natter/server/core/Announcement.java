package io.natter.server.core;

import io.natter.protocol.ServerInfo;
import io.natter.protocol.ServerInfoBuilder;
import io.natter.server.account.Account;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What INFO says: the same to all, but for what is each connection's own.
 *
 * <p>Thread-safe; replaced as a whole when the server's address, limits or mode change.
 */
public final class Announcement {
    private static final byte[] VERB = "INFO ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = " \r\n".getBytes(StandardCharsets.US_ASCII);

    private volatile ServerInfo info;

    public Announcement(ServerInfo info) {
        this.info = info;
    }

    /** What holds for every connection. */
    public ServerInfo info() {
        return info;
    }

    /** Replaces what new connections are told. */
    public void use(ServerInfo newInfo) {
        info = newInfo;
    }

    /**
     * The INFO line that opens a connection (C1, C20-C22).
     *
     * @param isTlsRequired whether the handshake must follow, or came before
     */
    byte[] opening(Connection connection, boolean isTlsRequired) {
        return line(personal(connection).tlsRequired(isTlsRequired).build());
    }

    /** As {@link #opening}, before anybody can know whether the address is the client's or its proxy's (C25). */
    byte[] openingWithoutAddress(Connection connection, boolean isTlsRequired) {
        return line(
                personal(connection).clientIp(null).tlsRequired(isTlsRequired).build());
    }

    /** The INFO line behind the first PONG, which names the client's account (C23). */
    byte[] connectInfo(Connection connection) {
        Account system = connection.broker().systemAccount();
        return line(personal(connection)
                .connectInfo(true)
                .remoteAccount(connection.account().name())
                .maxPayload(connection.payloadBytesMax())
                .isSystemAccount(connection.account() == system)
                .build());
    }

    /** The INFO line that tells a connected client of a change. */
    byte[] update(Connection connection) {
        return line(personal(connection).build());
    }

    /** The INFO line that tells one client to go elsewhere. */
    byte[] lameDuck(Connection connection) {
        return line(personal(connection).lameDuckMode(true).build());
    }

    private ServerInfoBuilder personal(Connection connection) {
        String nonce = connection.handshake().nonce();
        return info.toBuilder()
                .clientId(connection.id())
                .clientIp(connection.peer().host())
                .nonce(nonce.isEmpty() ? null : nonce);
    }

    private static byte[] line(ServerInfo info) {
        var line = new ByteArrayOutputStream(512);
        line.writeBytes(VERB);
        line.writeBytes(info.toJsonBytes());
        line.writeBytes(END);
        return line.toByteArray();
    }
}
