package io.natter.server;

import io.natter.server.auth.Authenticator;
import io.natter.server.auth.Identity;
import io.natter.server.auth.Presented;
import io.natter.server.auth.Reauthorization;
import io.natter.server.config.ServerConfig;
import io.natter.server.core.Broker;
import io.natter.server.core.ClosedReason;
import io.natter.server.core.Connection;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a reload does to those who are connected: everyone is looked at again, on the caller's thread, and told on their event loop (B160).
 *
 * <p>Thread-safe. Messages flow on meanwhile.
 */
final class Reload {
    private static final long LOOP_ANSWER_SECONDS_MAX = 10;

    private final Broker broker;
    private final Authenticator previous;

    /**
     * @param previous who admitted the connections
     */
    Reload(Broker broker, Authenticator previous) {
        this.broker = broker;
        this.previous = previous;
    }

    /** Applies {@code after}, which the broker has already, to the connections of {@code before}. */
    void apply(ServerConfig before, ServerConfig after) {
        for (Connection connection : broker.connections()) {
            lookAgain(connection);
        }
        closeSurplus(after.limits().maxConnections());
        if (before.limits().maxPayload() != after.limits().maxPayload()) {
            for (Connection connection : broker.connections()) {
                connection.loop().eventLoop().execute(connection::announce);
            }
        }
    }

    // What it showed comes from the connection's loop; hashing stays here; the decision goes back.
    private void lookAgain(Connection connection) {
        EventLoop loop = connection.loop().eventLoop();
        CompletableFuture<@Nullable Known> asked = CompletableFuture.supplyAsync(() -> known(connection), loop);
        try {
            Known known = asked.get(LOOP_ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            if (known != null) {
                Reauthorization decision =
                        broker.authenticator().reauthorize(known.presented(), known.identity(), previous);
                loop.execute(() -> follow(connection, decision));
            }
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            broker.log().error("{} - reload: not looked at again, closing it: {}", connection.id(), e.toString());
            loop.execute(() -> connection.close(ClosedReason.AUTHENTICATION_VIOLATION));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Known(Presented presented, Identity identity) {}

    private static @Nullable Known known(Connection connection) {
        Identity identity = connection.identity();
        return identity == null || connection.isClosed() ? null : new Known(connection.presented(), identity);
    }

    private void follow(Connection connection, Reauthorization decision) {
        if (connection.isClosed()) {
            return;
        }
        if (decision instanceof Reauthorization.Kept kept) {
            connection.reenter(kept.identity());
        } else if (decision instanceof Reauthorization.Refused refused) {
            broker.log().error("{} - {}", connection, refused.logReason());
            connection.sendError(refused.errorText());
            connection.close(ClosedReason.AUTHENTICATION_VIOLATION);
        } else {
            connection.close(ClosedReason.CLIENT_CLOSED);
        }
    }

    // Fewer connections allowed than there are: some, chosen by chance, have to go.
    private void closeSurplus(int max) {
        List<Connection> open = new ArrayList<>(broker.connections());
        if (max <= 0 || open.size() <= max) {
            return;
        }
        Collections.shuffle(open);
        for (Connection connection : open.subList(0, open.size() - max)) {
            connection.loop().eventLoop().execute(() -> {
                connection.sendError(io.natter.protocol.ErrorText.MAX_CONNECTIONS);
                connection.close(ClosedReason.MAX_CONNECTIONS_EXCEEDED);
            });
        }
    }
}
