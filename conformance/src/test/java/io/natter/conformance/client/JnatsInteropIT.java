package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Options;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.SubscribeOptions;
import io.natter.client.SyncSubscription;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.wire.Headers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Our client and the official Java client on one server, in both directions. */
@SuppressWarnings("try") // close() of the official client may be interrupted; then the test ends
final class JnatsInteropIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    private static Connection jnats(Site site) throws Exception {
        return io.nats.client.Nats.connect(new Options.Builder()
                .server(site.server().url())
                .connectionTimeout(PATIENCE)
                .build());
    }

    @EachProgram
    @DisplayName("NJ-36 messages in order, whichever client sends")
    void exchangesMessages(ServerProgram program) throws Exception {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection ours = site.connect();
        try (Connection theirs = jnats(site)) {
            SyncSubscription toUs = ours.subscribe("to.ours");
            io.nats.client.Subscription toThem = theirs.subscribe("to.theirs");
            ours.flush(PATIENCE);
            theirs.flush(PATIENCE);
            for (int i = 0; i < 1_000; i++) {
                ours.publish("to.theirs", "" + i);
                theirs.publish("to.ours", ("" + i).getBytes(UTF_8));
            }
            for (int i = 0; i < 1_000; i++) {
                assertThat(Testbed.next(toUs).text()).isEqualTo("" + i);
                io.nats.client.Message message = Objects.requireNonNull(toThem.nextMessage(PATIENCE));
                assertThat(new String(message.getData(), UTF_8)).isEqualTo("" + i);
            }
        }
    }

    @EachProgram
    @DisplayName("NJ-28 headers, with several values and none, are the same for both")
    void exchangesHeaders(ServerProgram program) throws Exception {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection ours = site.connect();
        try (Connection theirs = jnats(site)) {
            SyncSubscription toUs = ours.subscribe("to.ours");
            io.nats.client.Subscription toThem = theirs.subscribe("to.theirs");
            ours.flush(PATIENCE);
            theirs.flush(PATIENCE);
            ours.publish(
                    "to.theirs",
                    "",
                    Headers.builder().add("A", "1").add("A", "2").add("b", "").build());
            io.nats.client.Message message = Objects.requireNonNull(toThem.nextMessage(PATIENCE));
            assertThat(message.getHeaders().get("A")).containsExactly("1", "2");
            assertThat(message.getHeaders().get("b")).containsExactly("");
            var headers = new io.nats.client.impl.Headers().add("A", "1", "2").add("c", "x: y");
            theirs.publish("to.ours", headers, new byte[0]);
            Message received = Testbed.next(toUs);
            assertThat(received.headers().all("A")).containsExactly("1", "2");
            assertThat(received.headers().first("c")).isEqualTo("x: y");
        }
    }

    @EachProgram
    @DisplayName("a queue group of both clients shares the work")
    void sharesAQueueGroup(ServerProgram program) throws Exception {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection ours = site.connect();
        try (Connection theirs = jnats(site)) {
            AtomicInteger mine = new AtomicInteger();
            AtomicInteger yours = new AtomicInteger();
            ours.subscribe("jobs", SubscribeOptions.inQueue("workers"), message -> mine.incrementAndGet());
            Dispatcher dispatcher = theirs.createDispatcher(message -> yours.incrementAndGet());
            dispatcher.subscribe("jobs", "workers");
            ours.flush(PATIENCE);
            theirs.flush(PATIENCE);
            for (int i = 0; i < 300; i++) {
                ours.publish("jobs", "x");
                theirs.publish("jobs", new byte[0]);
            }
            theirs.flush(PATIENCE);
            Testbed.await("all jobs", () -> mine.get() + yours.get() == 600);
            assertThat(mine.get()).isPositive();
            assertThat(yours.get()).isPositive();
        }
    }

    @EachProgram
    @DisplayName("NJ-35 NJ-36 NJ-37 each client asks the other, many at once")
    void exchangesRequests(ServerProgram program) throws Exception {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection ours = site.connect();
        try (Connection theirs = jnats(site)) {
            ours.reply("ask.ours", request -> "ours " + request.text());
            ours.flush(PATIENCE);
            Dispatcher dispatcher = theirs.createDispatcher(request -> theirs.publish(
                    request.getReplyTo(), ("theirs " + new String(request.getData(), UTF_8)).getBytes(UTF_8)));
            dispatcher.subscribe("ask.theirs");
            theirs.flush(PATIENCE);
            List<CompletableFuture<Message>> asked = new ArrayList<>();
            List<CompletableFuture<io.nats.client.Message>> theyAsked = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                asked.add(ours.requestAsync(Outgoing.of("ask.theirs", "" + i), RequestOptions.within(PATIENCE)));
                theyAsked.add(theirs.requestWithTimeout("ask.ours", ("" + i).getBytes(UTF_8), PATIENCE));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(asked.get(i).get().text()).isEqualTo("theirs " + i);
                assertThat(new String(theyAsked.get(i).get().getData(), UTF_8)).isEqualTo("ours " + i);
            }
            dispatcher.unsubscribe("ask.theirs");
            theirs.flush(PATIENCE);
            Assertions.assertThatThrownBy(() -> ours.request("ask.theirs", "x"))
                    .isInstanceOf(NoRespondersException.class);
        }
    }
}
