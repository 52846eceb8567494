package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.concurrent.CountDownLatch;

/** A conversation that outlives both sides: what is asked and what is answered are messages of a stream, each on its own subject. */
public final class StreamEcho {
    private StreamEcho() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = js.createOrUpdateStream(StreamConfig.builder("ECHO")
                    .subjects("hello", "hello.reply")
                    .build());
            js.publish("hello", "hello world"); // nobody is there to answer yet

            ConsumeOptions settled = ConsumeOptions.ackOnReturn();
            try (Consumption answering = stream.createOrUpdateConsumer(ConsumerConfig.durable("server")
                                    .filterSubject("hello")
                                    .build())
                            .consume(settled, message -> js.publish("hello.reply", "echo: " + message.text()));
                    Consumption listening = stream.createOrUpdateConsumer(ConsumerConfig.durable("client")
                                    .filterSubject("hello.reply")
                                    .build())
                            .consume(settled, message -> {
                                System.out.println("got response: " + message.text());
                                answered.countDown();
                            })) {
                answered.await();
                answering.stop();
                listening.stop();
            }
        }
    }
}
