package io.natter.examples;

import io.natter.client.Codec;
import io.natter.client.Codecs;
import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import java.nio.charset.StandardCharsets;

/** Values instead of bytes: a codec for each type, written once. */
public final class TypedMessages {
    private TypedMessages() {}

    /** What is sent. Immutable. */
    public record Order(String id, int quantity) {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        NatsOptions options = NatsOptions.of(Server.of(args)).toBuilder()
                .codecs(Codecs.BUILT_IN.with(Order.class, new OrderCodec()))
                .build();
        try (NatsConnection nats = Nats.connect(options)) {
            nats.subscribe("orders.new", Order.class, (order, message) -> System.out.println("ordered " + order));
            nats.reply("orders.double", request -> {
                Order order = request.as(Order.class);
                return new Order(order.id(), 2 * order.quantity());
            });

            nats.publish("orders.new", new Order("A-1", 3));
            System.out.println("doubled " + nats.request("orders.double", new Order("A-2", 4), Order.class));
        }
    }

    /** An order as text; a JSON library would stand here. */
    private static final class OrderCodec implements Codec<Order> {
        @Override
        public byte[] encode(Order order) {
            return (order.id() + ":" + order.quantity()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Order decode(Message message) {
            String[] parts = message.text().split(":", 2);
            return new Order(parts[0], Integer.parseInt(parts[1]));
        }
    }
}
