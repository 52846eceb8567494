package io.natter.server;

import io.natter.protocol.ConnectOptions;
import io.natter.server.account.Account;
import io.natter.server.auth.Identity;
import io.natter.server.core.Broker;
import io.natter.server.core.ClosedReason;
import io.natter.server.core.Connection;
import io.natter.server.core.ConnectionListener;
import io.natter.server.core.Transport;
import io.natter.server.monitor.SystemPages;
import io.natter.server.system.SeenConnection;
import io.natter.server.system.ServerControl;
import io.natter.server.system.SystemAccount;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The system account as a part of a server: tells it of connections, and does what its services are asked to.
 *
 * <p>Thread-safe.
 */
final class SystemAccountPart implements ConnectionListener, ServerControl, AutoCloseable {
    private final Broker broker;
    private final Runnable reloading;
    private final SystemAccount systemAccount;

    private SystemAccountPart(
            ServerParts parts, Transport transport, Account account, SystemPages pages, Runnable reloading) {
        this.broker = parts.broker();
        this.reloading = reloading;
        this.systemAccount = new SystemAccount(
                transport.openInternalLoop("natter-system"), account, broker.stamp(), pages, this, parts.log());
    }

    /**
     * Starts the services.
     *
     * @param reloading reads the configuration again; throws what is the matter with it
     * @return null where there is no system account
     */
    static @Nullable SystemAccountPart start(
            ServerParts parts, Transport transport, SystemPages pages, Runnable reloading) {
        Account account = parts.broker().systemAccount();
        if (account == null) {
            return null;
        }
        var part = new SystemAccountPart(parts, transport, account, pages, reloading);
        part.attachAccounts();
        part.broker.listen(part);
        return part;
    }

    /** Lets all accounts ask about themselves that may not yet; after a reload there may be new ones. */
    void attachAccounts() {
        systemAccount.attach(broker.accounts());
    }

    void tellLameDuck() {
        systemAccount.tellLameDuck();
    }

    void tellShutdown() {
        systemAccount.tellShutdown();
    }

    @Override
    public void close() {
        systemAccount.close();
    }

    // --- What happens to connections, on their loops

    @Override
    public void onEntered(Connection connection) {
        systemAccount.entered(seen(connection, null));
    }

    @Override
    public void onRefused(Connection connection) {
        systemAccount.refused(seen(connection, null), connection.account());
    }

    @Override
    public void onClosed(Connection connection) {
        systemAccount.closed(seen(connection, Instant.now()));
    }

    @Override
    public void onCountChanged(Account account) {
        systemAccount.countChanged(account);
    }

    private static SeenConnection seen(Connection connection, @Nullable Instant stop) {
        return new SeenConnection(ConnectionSnapshot.of(connection, false, stop), user(connection));
    }

    // Whom nobody has let in is told of by the name that was claimed; a token is no name.
    private static String user(Connection connection) {
        Identity identity = connection.identity();
        if (identity != null) {
            return Objects.requireNonNullElse(identity.user(), "");
        }
        ConnectOptions options = connection.options();
        String key = options.nkey();
        return key != null && !key.isEmpty() ? key : Objects.requireNonNullElse(options.user(), "");
    }

    // --- What services are asked to do, on their worker

    @Override
    public void reload() {
        try {
            reloading.run();
        } catch (RuntimeException refused) {
            throw new RefusedException(String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public void kick(long connectionId) {
        Connection connection = broker.connection(connectionId);
        if (connection == null) {
            throw new RefusedException("no such client or leafnode id");
        }
        connection.loop().eventLoop().execute(() -> connection.close(ClosedReason.KICKED));
    }

    @Override
    public void sendAway(long connectionId) {
        Connection connection = broker.connection(connectionId);
        if (connection == null) {
            throw new RefusedException("no such client id");
        }
        if (!isTold(connection)) {
            throw new RefusedException(
                    "client does not support Lame Duck Mode or is not ready to receive the notification");
        }
    }

    private static boolean isTold(Connection connection) {
        try {
            return CompletableFuture.supplyAsync(
                            connection::announceLameDuck, connection.loop().eventLoop())
                    .join();
        } catch (CompletionException ended) {
            return false;
        }
    }
}
