package io.natter.client;

import io.natter.client.messaging.HandlerThreads;
import io.natter.client.session.ClientConnection;
import java.util.concurrent.CompletableFuture;

/** The one place where the public interface meets what is behind it. */
final class SessionStart {
    private SessionStart() {}

    static NatsConnection connect(NatsOptions options) {
        return ClientConnection.connect(options);
    }

    @SuppressWarnings("CatchingUnchecked") // whoever waits for the future is told whatever it was
    static CompletableFuture<NatsConnection> connectAsync(NatsOptions options) {
        var result = new CompletableFuture<NatsConnection>();
        HandlerThreads.named("natter-connect").execute(() -> {
            try {
                NatsConnection connection = connect(options);
                if (!result.complete(connection)) {
                    connection.closeNow(); // nobody wants it any more
                }
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
