package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.StoppedException;
import io.natter.cli.command.UsageException;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStreamHandler;
import io.natter.client.jetstream.JetStreamMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client that has messages handed to it until as many came as are wanted: from the first on, for nobody knows when they were sent.
 *
 * <p><i>Its handler counts, its thread waits</i>, and reads the figures when no handler runs any more.
 */
final class Receiver implements BenchRun.Client {
    /** What is done with a message that is wanted, and with one that is not. Immutable. */
    record Handling(Consumer<JetStreamMessage> taken, Consumer<JetStreamMessage> surplus) {}

    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Runnable prepare;
    private final NatsConnection nats;
    private final ProgressBar bar;
    private final Countdown countdown;
    private final Function<JetStreamHandler, Consumption> source;
    private final Handling handling;
    private long received;
    private long bytes;
    private long start;
    private long end;

    Receiver(
            Runnable prepare,
            NatsConnection nats,
            ProgressBar bar,
            Countdown countdown,
            Function<JetStreamHandler, Consumption> source,
            Handling handling) {
        this.prepare = prepare;
        this.nats = nats;
        this.bar = bar;
        this.countdown = countdown;
        this.source = source;
        this.handling = handling;
    }

    @Override
    public void prepare() {
        prepare.run();
    }

    @Override
    public BenchSample work() {
        Consumption consumption = source.apply(this::receive);
        try {
            CompletableFuture.anyOf(countdown.done(), consumption.ended()).get();
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        } catch (ExecutionException e) {
            throw new UsageException(
                    "consuming: " + (e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
        if (!countdown.done().isDone()) {
            throw new UsageException("consuming: ended after " + received + " messages");
        }
        consumption.drain(DRAIN);
        return new BenchSample(received, Traffic.of(nats), bytes, start, end, Latencies.NONE);
    }

    private void receive(JetStreamMessage message) {
        if (!countdown.take()) {
            handling.surplus.accept(message);
            return;
        }
        handling.taken.accept(message);
        if (received == 0) {
            start = System.nanoTime();
        }
        received++;
        bytes += message.payload().length;
        end = System.nanoTime();
        bar.add(1);
        countdown.finish();
    }
}
