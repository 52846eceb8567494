package io.natter.client.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.client.NatsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes down what would go over the wire. Thread-safe. */
final class FakeOutbound implements Outbound {
    private final List<String> operations = new ArrayList<>();
    private final List<CompletableFuture<Void>> fences = new ArrayList<>();
    private int paused;
    private @Nullable NatsException publishFailure;

    @Override
    public synchronized void publish(
            String subject, @Nullable String replyTo, byte @Nullable [] headers, byte[] payload, boolean isUrgent) {
        if (publishFailure != null) {
            throw publishFailure;
        }
        operations.add("PUB " + subject + (replyTo == null ? "" : " " + replyTo)
                + (headers == null ? "" : " " + new String(headers, UTF_8).replace("\r\n", "|")) + " "
                + new String(payload, UTF_8));
        notifyAll();
    }

    @Override
    public synchronized void subscribe(long sid, String subject, @Nullable String queue) {
        operations.add("SUB " + subject + (queue == null ? "" : " " + queue) + " " + sid);
        notifyAll();
    }

    @Override
    public synchronized void unsubscribe(long sid, long afterTotal) {
        operations.add("UNSUB " + sid + (afterTotal == 0 ? "" : " " + afterTotal));
        notifyAll();
    }

    @Override
    public synchronized CompletableFuture<Void> fence() {
        CompletableFuture<Void> fence = new CompletableFuture<>();
        fences.add(fence);
        operations.add("PING");
        notifyAll();
        return fence;
    }

    @Override
    public synchronized void pauseReading() {
        paused++;
    }

    @Override
    public synchronized void resumeReading() {
        paused--;
    }

    synchronized int paused() {
        return paused;
    }

    synchronized void failPublishes(@Nullable NatsException failure) {
        publishFailure = failure;
    }

    /** What was sent, oldest first. */
    synchronized List<String> operations() {
        return List.copyOf(operations);
    }

    /** Answers the oldest PING. */
    void pong() {
        fence(null);
    }

    /** Fails the oldest PING. */
    void breakFence(Throwable cause) {
        fence(cause);
    }

    private void fence(@Nullable Throwable cause) {
        CompletableFuture<Void> fence;
        synchronized (this) {
            fence = fences.remove(0);
        }
        if (cause == null) {
            fence.complete(null);
        } else {
            fence.completeExceptionally(cause);
        }
    }

    /** The last publish, once there are so many. */
    synchronized String publish(int count) {
        try {
            while (published().size() < count) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return published().get(count - 1);
    }

    private List<String> published() {
        return operations.stream().filter(line -> line.startsWith("PUB ")).toList();
    }
}
