package io.natter.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionState;
import io.natter.client.ConnectionStatistics;
import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.ReconnectPolicy;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers and connections of one test, and the rule that nothing of them is left after it (NJ-44).
 *
 * <p>Thread-safe for connecting, else confined to the test. After a test that went well every connection must be closed
 * without subscriptions, requests and bytes, and no thread of the client may run.
 */
final class Testbed implements AfterEachCallback {
    /** Longer than any machine takes, since only a failure waits for it. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Tries again and again, every twenty milliseconds. */
    static final ReconnectPolicy QUICK =
            ReconnectPolicy.exponential(Long.MAX_VALUE, Duration.ofMillis(20), Duration.ofMillis(20), 1.0, 0.1);

    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private final Deque<NatsConnection> connections = new ConcurrentLinkedDeque<>();

    /** Starts a server that is closed after the test. */
    Site start(Setting setting, Path directory) {
        return start(setting, "", directory);
    }

    /** The same with more lines of configuration. */
    Site start(Setting setting, String moreConfig, Path directory) {
        return add(new Site(this, setting, moreConfig, directory));
    }

    /** Has a thing closed after the test and after the connections, the last one first. */
    <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    /** Connects, and closes the connection after the test. */
    NatsConnection connect(NatsOptions options) {
        NatsConnection connection = Nats.connect(options);
        connections.push(connection);
        return connection;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        boolean wentWell = context.getExecutionException().isEmpty();
        for (NatsConnection connection : connections) {
            if (wentWell && connection.state() == ConnectionState.CONNECTED) {
                connection.close();
            } else {
                connection.closeNow();
            }
        }
        while (!things.isEmpty()) {
            things.pop().close();
        }
        if (wentWell) {
            connections.forEach(Testbed::requireNothingLeft);
            awaitNoThreads();
        }
    }

    private static void requireNothingLeft(NatsConnection connection) {
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        ConnectionStatistics left = connection.statistics();
        assertThat(left.subscriptions()).as("subscriptions left").isZero();
        assertThat(left.requestsInFlight()).as("requests left").isZero();
        assertThat(left.pendingBytes()).as("bytes left").isZero();
    }

    /** Waits until no thread of any client runs in this process. */
    static void awaitNoThreads() {
        Awaitility.await("the client's threads to end")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clientThreads()).isEmpty());
    }

    /** The names of the client's threads in this process. */
    static List<String> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("natter-client"))
                .sorted()
                .toList();
    }

    /** Runs it on a thread of its own; the common pool may have one thread for all that wait. */
    static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "test-background").start());
    }

    /** Waits while a queue is half full: what a handler on a busy machine has no time for would be dropped. */
    static void awaitRoom(Subscription subscription) {
        while (subscription.statistics().pending() > SubscribeOptions.DEFAULTS.pendingMessages() / 2) {
            Thread.onSpinWait();
        }
    }

    /** The next message, which must come. */
    static Message next(SyncSubscription subscription) {
        return subscription
                .next(PATIENCE)
                .orElseThrow(() -> new AssertionError("no message on " + subscription.subject()));
    }

    /** Waits until something is so. */
    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }
}
