package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import java.time.Duration;

/** Request and reply: one asks, one of those who listen answers. */
public final class RequestReply {
    private RequestReply() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            nats.reply("user.profile", request -> "profile of " + request.text());

            System.out.println(
                    nats.request("user.profile", "123", Duration.ofSeconds(1)).text());

            try {
                nats.request("user.picture", "123");
            } catch (NoRespondersException e) {
                System.out.println("nobody listens to user.picture");
            }
        }
    }
}
