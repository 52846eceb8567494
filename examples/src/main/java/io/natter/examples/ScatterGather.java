package io.natter.examples;

import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.Replies;
import io.natter.client.RequestManyOptions;
import java.time.Duration;

/** One question to everyone who listens, and all their answers. */
public final class ScatterGather {
    private ScatterGather() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            for (int price : new int[] {30, 25, 28}) {
                nats.reply("offers.paint", request -> String.valueOf(price));
            }
            RequestManyOptions enough =
                    RequestManyOptions.within(Duration.ofSeconds(2)).withMax(3).withStall(Duration.ofMillis(500));
            int best = Integer.MAX_VALUE;
            try (Replies offers = nats.requestMany("offers.paint", "10 l", enough)) {
                for (Message offer : offers) {
                    best = Math.min(best, Integer.parseInt(offer.text()));
                }
            }
            System.out.println("best offer " + best);
        }
    }
}
