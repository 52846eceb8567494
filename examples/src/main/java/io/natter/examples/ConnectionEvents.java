package io.natter.examples;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionEvent.HandlerFailed;
import io.natter.client.ConnectionEvent.SlowConsumer;
import io.natter.client.ConnectionEvent.StateChanged;
import io.natter.client.ConnectionState;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import java.util.concurrent.CountDownLatch;

/** What a connection tells of itself: states, handlers that failed, subscriptions that do not keep up. */
public final class ConnectionEvents {
    private ConnectionEvents() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1); // events are told one after the other, on a thread of their own
        NatsOptions options = NatsOptions.of(Server.of(args)).toBuilder()
                .listeners((connection, event) -> {
                    tell(event);
                    if (event instanceof StateChanged changed && changed.to() == ConnectionState.CLOSED) {
                        told.countDown();
                    }
                })
                .build();
        try (NatsConnection nats = Nats.connect(options)) {
            nats.subscribe("numbers", message -> System.out.println("number " + Integer.parseInt(message.text())));
            nats.publish("numbers", "seven"); // its handler throws, and the next message comes all the same
            nats.publish("numbers", "8");
        }
        told.await();
    }

    private static void tell(ConnectionEvent event) {
        if (event instanceof StateChanged changed) {
            System.out.println(changed.from() + " -> " + changed.to());
        } else if (event instanceof HandlerFailed failed) {
            System.out.println(
                    "failed: " + failed.message().text() + ", " + failed.cause().getMessage());
        } else if (event instanceof SlowConsumer slow) {
            System.out.println("too slow: " + slow.statistics());
        }
    }
}
