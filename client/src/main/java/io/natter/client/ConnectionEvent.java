package io.natter.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something a connection tells its listeners. Immutable. */
public sealed interface ConnectionEvent {
    /**
     * The state changed.
     *
     * @param cause why, or null where it was asked for or went well
     */
    record StateChanged(
            ConnectionState from,
            ConnectionState to,
            String server,
            @Nullable Throwable cause) implements ConnectionEvent {}

    /** The cluster told of servers that were not known. */
    record ServersDiscovered(List<String> servers) implements ConnectionEvent {}

    /** The server is going away and sends its clients to others (ADR-5). */
    record LameDuck(String server) implements ConnectionEvent {}

    /** The server complained; {@code subscription} is the one it refused, if any. */
    record ServerError(ServerErrorException error, @Nullable Subscription subscription) implements ConnectionEvent {}

    /** One try to connect failed. */
    record ConnectFailed(String server, Throwable cause) implements ConnectionEvent {}

    /** A handler threw, or a codec failed. */
    record HandlerFailed(Subscription subscription, Message message, Throwable cause) implements ConnectionEvent {}

    /** A queue filled up: the first message was dropped, or reading stopped, since it was last in order. */
    record SlowConsumer(Subscription subscription, SubscriptionStatistics statistics) implements ConnectionEvent {}

    /** A queue that was full has room again, after so many drops. */
    record SlowConsumerRecovered(Subscription subscription, long dropped) implements ConnectionEvent {}

    /** A published message was dropped because the buffer was full and the policy says so; one event an episode. */
    record PublishDropped(String subject) implements ConnectionEvent {}
}
