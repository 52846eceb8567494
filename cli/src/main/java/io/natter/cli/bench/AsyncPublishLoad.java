package io.natter.cli.bench;

import io.natter.cli.command.Session;
import io.natter.cli.command.StoppedException;
import io.natter.cli.command.UsageException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code natter bench js pub async}: so many messages, then all their acknowledgements, whose time is what is told.
 *
 * <p><i>Confined to the command's thread until it starts.</i>
 */
@Command(description = "Use asynchronous JetStream publish")
final class AsyncPublishLoad implements Callable<Integer> {
    @Mixin
    private StreamPublishing publishing = new StreamPublishing();

    @Option(
            names = "--batch",
            defaultValue = "500",
            paramLabel = "COUNT",
            description = "Sets the number of asynchronous operations per batch")
    private int batch = 500;

    private final Session session;

    AsyncPublishLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Batches.check(batch);
        return publishing.run(
                session, BenchKind.STREAM_PUBLISH_ASYNC, batch, share -> Batches.run(share, batch, this::publish));
    }

    private long publish(StreamShare share, int from, int to) {
        CompletableFuture<?>[] acknowledgements = new CompletableFuture<?>[to - from];
        long waited = 0;
        for (int i = from; i < to; i++) {
            acknowledgements[i - from] = share.jetStream().publishAsync(share.message(i), share.options(i));
            waited += share.sent(i);
        }
        await(acknowledgements);
        return waited;
    }

    private void await(CompletableFuture<?>[] acknowledgements) {
        try {
            CompletableFuture.allOf(acknowledgements).get(session.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        } catch (TimeoutException e) {
            long pending = Stream.of(acknowledgements)
                    .filter(future -> !future.isDone())
                    .count();
            throw new UsageException("JS PubAsync ack timeout (pending=" + pending + ")", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UsageException("async publish acknowledgement is an error: " + cause.getMessage(), cause);
        }
    }
}
