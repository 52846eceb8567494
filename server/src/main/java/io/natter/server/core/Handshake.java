package io.natter.server.core;

import io.natter.protocol.ConnectOptions;
import io.natter.protocol.ErrorText;
import io.natter.protocol.ProtocolException;
import io.natter.server.account.Account;
import io.natter.server.auth.Authenticator;
import io.natter.server.auth.Identity;
import io.natter.server.auth.Outcome;
import io.natter.server.auth.Presented;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From INFO to a known connection: CONNECT, authentication, entering an account.
 *
 * <p>Confined to the connection's event loop; only the authenticator's work leaves it, and its outcome comes back.
 */
final class Handshake {
    private final Broker broker;
    private final Connection connection;
    private final String nonce;
    private boolean isConnected;
    private boolean hasBeenIn; // by CONNECT, or as the user for those who bring no credentials
    private boolean hasAnsweredPing;
    private String clientLabel = "";

    Handshake(Broker broker, Connection connection) {
        this.broker = broker;
        this.connection = connection;
        this.nonce = broker.authenticator().needsNonce() ? Nonces.next() : "";
    }

    String nonce() {
        return nonce;
    }

    /** What log lines say of the client behind its number; empty before it was let in. */
    String clientLabel() {
        return clientLabel;
    }

    /** Whether it has sent CONNECT and was let in. */
    boolean isConnected() {
        return isConnected;
    }

    /** Whether it knows that the client hears more than the first INFO. */
    boolean hasAnsweredPing() {
        return hasAnsweredPing;
    }

    /** CONNECT with its JSON. */
    void onConnect(byte[] bytes, int from, int length) {
        ConnectOptions options;
        try {
            options = ConnectOptions.parse(bytes, from, length, connection.options());
        } catch (ProtocolException malformed) {
            broker.log().error("{} - CONNECT: {}", connection, malformed.getMessage());
            connection.close(ClosedReason.PROTOCOL_VIOLATION);
            return;
        }
        connection.keepalive().onConnect();
        if (hasBeenIn) {
            connection.subscribing().endAll(); // a second CONNECT may lead to another account (C34)
        }
        hasBeenIn = true;
        connection.use(options);
        authenticate(broker.authenticator(), presented(options));
    }

    /** A first verb that is not CONNECT: let in as the user for that, or closed. */
    boolean admitWithoutConnect() {
        Outcome outcome = broker.authenticator().authenticate(presented(ConnectOptions.DEFAULTS));
        if (outcome instanceof Outcome.Admitted admitted) {
            connection.keepalive().onConnect();
            hasBeenIn = admitted.identity().user() != null;
            return enter(admitted.identity());
        }
        refuse((Outcome.Refused) outcome);
        return false;
    }

    Presented presented(ConnectOptions options) {
        Peer peer = connection.peer();
        Peer.Tls tls = peer.tls();
        return new Presented(
                options, nonce, peer.type(), peer.host(), tls != null, tls == null ? List.of() : tls.certificates());
    }

    private void authenticate(Authenticator authenticator, Presented presented) {
        if (authenticator.isCheap(presented)) {
            finish(authenticator.authenticate(presented));
            connection.resumeParsing();
            return;
        }
        connection.stopParsing();
        broker.authenticationPool()
                .authenticate(
                        authenticator,
                        presented,
                        outcome ->
                                connection.loop().eventLoop().execute(() -> resume(authenticator, presented, outcome)));
    }

    private void resume(Authenticator decider, Presented presented, Outcome outcome) {
        if (connection.isClosed()) {
            return;
        }
        Authenticator current = broker.authenticator();
        if (!decider.equals(current)) {
            authenticate(current, presented); // a reload came in between, and passed over whom nobody knew yet
            return;
        }
        finish(outcome);
        connection.resumeParsing();
    }

    private void finish(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            refuse(refused);
            return;
        }
        if (!enter(((Outcome.Admitted) outcome).identity())) {
            return;
        }
        ConnectOptions options = connection.options();
        if (options.protocol() < 0 || options.protocol() > 1) {
            connection.sendError(ErrorText.INVALID_CLIENT_PROTOCOL);
            connection.close(ClosedReason.BAD_CLIENT_PROTOCOL_VERSION);
        } else if (options.noResponders() && !connection.hasHeaders()) {
            connection.sendError(ErrorText.NO_RESPONDERS_REQUIRES_HEADERS);
            connection.close(ClosedReason.NO_RESPONDERS_REQUIRES_HEADERS);
        } else {
            isConnected = true;
            clientLabel = ClientLabel.of(options, connection.account().name());
            if (options.verbose()) {
                connection.sendOk();
            }
        }
    }

    private void refuse(Outcome.Refused refused) {
        broker.log().error("{} - {}", connection, refused.logReason());
        connection.sendError(refused.errorText());
        broker.onRefused(connection);
        connection.close(ClosedReason.AUTHENTICATION_VIOLATION);
    }

    private boolean enter(Identity identity) {
        @Nullable Account account = broker.account(identity.account());
        if (account == null) {
            connection.sendError(ErrorText.AUTHORIZATION_VIOLATION);
            connection.close(ClosedReason.MISSING_ACCOUNT);
            return false;
        }
        if (!connection.enter(identity, account)) {
            connection.refuse(ErrorText.MAX_ACCOUNT_CONNECTIONS);
            connection.close(ClosedReason.MAX_ACCOUNT_CONNECTIONS_EXCEEDED);
            return false;
        }
        if (identity.expiresAtUnixMillis() > 0) {
            connection.keepalive().expireAfter(identity.expiresAtUnixMillis() - System.currentTimeMillis());
        }
        broker.onEntered(connection);
        return true;
    }

    /** The first PING behind CONNECT is answered with INFO too, which tells the client its account (C23). */
    void onPing() {
        if (!hasAnsweredPing && isConnected) {
            hasAnsweredPing = true;
            if (connection.options().protocol() >= 1) {
                connection.send(broker.announcement().connectInfo(connection));
            }
        }
    }
}
