package io.natter.examples;

import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.SyncSubscription;
import java.time.Duration;
import java.util.Optional;

/** Messages pulled into this thread: one by one with a limit, or in a loop. */
public final class MessageLoop {
    private MessageLoop() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args));
                SyncSubscription temperatures = nats.subscribe("temperature")) {
            for (int degrees = 18; degrees <= 21; degrees++) {
                nats.publish("temperature", String.valueOf(degrees));
            }

            Optional<Message> first = temperatures.next(Duration.ofSeconds(1));
            System.out.println("first " + first.map(Message::text).orElse("nothing"));

            temperatures.unsubscribeAfter(4); // in all, the first one counted
            for (Message message : temperatures) {
                System.out.println("then " + message.text());
            }
        }
    }
}
