package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.AtomicBatch;
import io.natter.client.jetstream.Counters;
import io.natter.client.jetstream.Expectations;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamPublisher;
import io.natter.client.jetstream.MessageTtl;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.PublisherOptions;
import io.natter.client.jetstream.Rollup;
import io.natter.client.jetstream.Schedule;
import io.natter.client.jetstream.StreamContext;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.PubAck;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is published is stored once, as its options say, or the caller is told. */
final class StreamPublishingIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    @EachProgram
    void isAcknowledgedWithStreamAndSequence(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        PubAck ack = js.publish("orders.created", "order_123");
        assertThat(ack.stream()).isEqualTo("ORDERS");
        assertThat(ack.sequence()).isEqualTo(1);
        assertThat(js.publishAsync("orders.created", "order_124").join().sequence())
                .isEqualTo(2);
        assertThat(js.stream("ORDERS").message(2).orElseThrow().text()).isEqualTo("order_124");
    }

    @EachProgram
    void knowsAMessageAgainByItsId(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        assertThat(js.publish("orders.a", "x", PublishOptions.id("1")).duplicate())
                .isFalse();
        PubAck again = js.publish("orders.a", "x", PublishOptions.id("1"));
        assertThat(again.duplicate()).isTrue();
        assertThat(again.sequence()).isEqualTo(1);
    }

    @EachProgram
    void isRefusedWhereAnExpectationIsNotMet(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        js.publish("orders.a", "1", PublishOptions.id("first"));
        refused(js, Expectations.stream("OTHER"), ApiErrorCode.STREAM_NOT_MATCH);
        refused(js, Expectations.lastSequence(7), ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE);
        refused(js, Expectations.lastSubjectSequence(0), ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE);
        refused(js, Expectations.NONE.withLastSubjectSequence(0, "orders.>"), ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE);
        refused(js, Expectations.lastMessageId("second"), ApiErrorCode.STREAM_WRONG_LAST_MESSAGE_ID);
        Expectations met = Expectations.stream("ORDERS")
                .withLastSequence(1)
                .withLastSubjectSequence(1)
                .withLastMessageId("first");
        assertThat(js.publish("orders.a", "2", PublishOptions.expect(met)).sequence())
                .isEqualTo(2);
    }

    private static void refused(JetStream js, Expectations expected, ApiErrorCode error) {
        assertThatThrownBy(() -> js.publish("orders.a", "x", PublishOptions.expect(expected)))
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(error.errorCode()));
    }

    @EachProgram
    void tellsOfSubjectsThatNoStreamTakes(ServerProgram program) {
        JetStream js = site.start(program, directory);
        assertThatThrownBy(() -> js.publish("nobody", "x"))
                .isInstanceOf(NoRespondersException.class)
                .hasMessageContaining("no stream takes it");
        assertThatThrownBy(() -> js.publishAsync("nobody", "x").join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NoRespondersException.class);
    }

    @EachProgram
    void triesAgainUntilItsStreamIsThere(ServerProgram program) {
        JetStream js = site.start(program, directory);
        CompletableFuture<PubAck> ack = js.publishAsync(
                Outgoing.of("orders.a", "x"),
                PublishOptions.DEFAULTS.withRetry((attempt, failure) -> java.util.Optional.of(Duration.ofMillis(10))));
        JetStreamSite.stream(js, "ORDERS");
        assertThat(ack.join().sequence()).isEqualTo(1);
    }

    @EachProgram
    void carriesTimeToLiveRollupAndSchedules(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = js.createStream(JetStreamSite.files("ORDERS")
                .allowMessageTtl(true)
                .allowRollup(true)
                .allowSchedules(true)
                .build());
        js.publish("orders.a", "1", PublishOptions.ttl(Duration.ofHours(1)));
        js.publish("orders.a", "2", PublishOptions.DEFAULTS.withTtl(MessageTtl.NEVER));
        assertThat(stream.message(1).orElseThrow().headers().first("Nats-TTL")).isEqualTo("3600s");
        assertThat(stream.message(2).orElseThrow().headers().first("Nats-TTL")).isEqualTo("never");
        js.publish("orders.a", "3", PublishOptions.DEFAULTS.withRollup(Rollup.SUBJECT));
        assertThat(stream.info().state().messages()).isEqualTo(1);
        Schedule soon = Schedule.at(Instant.now().plusMillis(300), "orders.out");
        js.publish("orders.schedule", "4", PublishOptions.schedule(soon));
        JetStreamSite.await(
                "the scheduled message", () -> stream.lastMessage("orders.out").isPresent());
        assertThat(stream.lastMessage("orders.out").orElseThrow().text()).isEqualTo("4");
    }

    @EachProgram
    void storesABatchAllOrNone(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream =
                js.createStream(JetStreamSite.files("ORDERS").allowAtomic(true).build());
        AtomicBatch batch = js.atomicBatch();
        for (int i = 0; i < 250; i++) {
            batch.add("orders.a", "" + i);
        }
        PubAck ack = batch.commit();
        assertThat(ack.batchCount()).isEqualTo(250);
        assertThat(ack.batchId()).isEqualTo(batch.id());
        assertThat(stream.info().state().messages()).isEqualTo(250);
        AtomicBatch refused = js.atomicBatch()
                .add("orders.b", "1")
                .add("orders.a", "2", PublishOptions.expect(Expectations.lastSubjectSequence(1)));
        assertThatThrownBy(refused::commit).isInstanceOf(JetStreamApiException.class);
        assertThat(stream.info().state().messages()).isEqualTo(250);
        JetStreamSite.stream(js, "PLAIN");
        assertThatThrownBy(() ->
                        js.atomicBatch().add("plain.a", "1").add("plain.a", "2").commit())
                .isInstanceOf(JetStreamApiException.class);
    }

    @EachProgram
    void countsToAnySize(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = js.createStream(
                JetStreamSite.files("HITS").allowCounter(true).allowDirect(true).build());
        Counters counters = stream.counters();
        assertThat(counters.find("hits.a")).isEmpty();
        assertThat(counters.add("hits.a", 5)).isEqualTo(BigInteger.valueOf(5));
        assertThat(counters.add("hits.a", -7)).isEqualTo(BigInteger.valueOf(-2));
        BigInteger large = BigInteger.ONE.shiftLeft(100);
        assertThat(counters.add("hits.b", large)).isEqualTo(large);
        assertThat(counters.find("hits.b")).contains(large);
        assertThat(counters.counter("hits.a").orElseThrow().increment()).isEqualTo(BigInteger.valueOf(-7));
        assertThat(counters.list(List.of("hits.>"))).hasSize(2);
    }

    @EachProgram
    void publishesManyWithinAWindow(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        try (JetStreamPublisher out = js.publisher(PublisherOptions.window(16))) {
            for (int i = 0; i < 1_000; i++) {
                out.send("orders.a", "" + i);
                assertThat(out.inFlight()).isLessThanOrEqualTo(16);
            }
            out.flush();
            assertThat(out.acknowledged()).isEqualTo(1_000);
        }
        assertThat(stream.info().state().messages()).isEqualTo(1_000);
        assertThat(stream.message(500).orElseThrow().text()).isEqualTo("499");
    }

    @EachProgram
    void throwsTheFirstFailureOfMany(ServerProgram program) {
        JetStream js = site.start(program, directory);
        js.createStream(JetStreamSite.files("ORDERS")
                .maxMessages(10)
                .discard(DiscardPolicy.NEW)
                .build());
        JetStreamPublisher out = js.publisher();
        List<RuntimeException> failures = new ArrayList<>();
        try {
            for (int i = 0; i < 11; i++) {
                out.send("orders.a", "" + i);
            }
            out.flush();
        } catch (JetStreamApiException e) {
            failures.add(e);
        }
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0))
                .hasMessageContaining("maximum messages exceeded")
                .hasMessageContaining("orders.a");
        assertThatThrownBy(() -> out.send("orders.a", "x")).isSameAs(failures.get(0));
        assertThatThrownBy(out::close).isSameAs(failures.get(0));
    }

    @EachProgram
    void losesAndDoublesNothingOverRestartsWithIds(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        PublisherOptions exactlyOnce = PublisherOptions.window(200).withGeneratedIds();
        try (JetStreamPublisher out = js.publisher(exactlyOnce)) {
            for (int i = 0; i < 6_000; i++) {
                out.send("orders.a", "" + i);
                if (i == 2_000 || i == 4_000) {
                    site.restart();
                }
            }
        }
        assertThat(stream.info().state().messages()).isEqualTo(6_000);
    }

    @EachProgram
    void endsWhatItsConnectionEnds(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        NatsConnection other = site.connect();
        JetStreamPublisher out = JetStream.of(other).publisher();
        out.send("orders.a", "x");
        out.flush();
        other.closeNow();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        out.send("orders.a", "x");
                    }
                })
                .isInstanceOf(io.natter.client.ConnectionClosedException.class);
    }
}
