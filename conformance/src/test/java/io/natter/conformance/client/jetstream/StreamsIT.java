package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamOptions;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and consumers are made, changed, listed, read and deleted. */
final class StreamsIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    @EachProgram
    @DisplayName("NJ-57 a stream is made, listed, changed, purged, deleted")
    void hasALife(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamConfig config = JetStreamSite.files("ORDERS").build();
        assertThat(js.findStream("ORDERS")).isEmpty();
        StreamContext stream = js.createStream(config);
        assertThat(js.createStream(config).name()).isEqualTo("ORDERS"); // there just so
        StreamConfig changed = config.toBuilder().maxAge(Duration.ofDays(7)).build();
        assertThatThrownBy(() -> js.createStream(changed))
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        e -> assertThat(e.is(ApiErrorCode.STREAM_NAME_EXISTS)).isTrue())
                .hasMessageContaining("stream name already in use with a different configuration (400/10058)");
        assertThat(js.createOrUpdateStream(changed).cachedInfo().config().maxAge())
                .isEqualTo(Duration.ofDays(7));
        assertThat(js.createOrUpdateStream(changed).cachedInfo().config().maxAge())
                .isEqualTo(Duration.ofDays(7));
        assertThat(js.streamNames()).containsExactly("ORDERS");
        assertThat(js.streamNames("other.>")).isEmpty();
        assertThat(js.streams("orders.a")).hasSize(1);
        assertThat(js.findStreamBySubject("orders.x").orElseThrow().name()).isEqualTo("ORDERS");
        assertThat(js.accountInfo().streams()).isEqualTo(1);
        JetStreamSite.publish(js, "orders.a", 0, 10);
        JetStreamSite.publish(js, "orders.b", 0, 5);
        assertThat(stream.subjects(">")).containsEntry("orders.a", 10L).containsEntry("orders.b", 5L);
        assertThat(stream.purge("orders.b")).isEqualTo(5);
        assertThat(stream.purge(new PurgeRequest(0, "", 4))).isEqualTo(6);
        assertThat(stream.purge()).isEqualTo(4);
        assertThat(stream.delete()).isTrue();
        assertThat(stream.delete()).isFalse();
        assertThatThrownBy(stream::info)
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        e -> assertThat(e.is(ApiErrorCode.STREAM_NOT_FOUND)).isTrue());
        assertThatThrownBy(() -> js.updateStream(config)).isInstanceOf(JetStreamApiException.class);
    }

    @EachProgram
    @DisplayName("NJ-58 what was stored is read again, and a subject that no stream takes is refused")
    void readsAgainAndRefusesUnknownSubjects(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        JetStreamSite.publish(js, "orders.a", 0, 3);
        assertThat(stream.orderedConsumer().fetch(3, JetStreamSite.PATIENCE))
                .extracting(JetStreamMessage::text)
                .containsExactly("0", "1", "2");
        assertThatThrownBy(() -> js.publish("unknown", "x")).isInstanceOf(NoRespondersException.class);
        assertThat(js.findStreamBySubject("unknown")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("NJ-59 messages are read and deleted, directly or through the leader")
    void readsAndDeletes(boolean isDirect) {
        JetStream js = site.start(ServerProgram.NATS_SERVER, directory);
        StreamContext stream = js.createStream(
                JetStreamSite.files("ORDERS").allowDirect(isDirect).build());
        Instant before = Instant.now().minusSeconds(60);
        js.publish(Outgoing.of("orders.a", "1").withHeader("k", "v"), PublishOptions.DEFAULTS);
        js.publish("orders.b", "x".repeat(100_000));
        js.publish("orders.a", "3");
        StreamMessage first = stream.message(1).orElseThrow();
        assertThat(first.subject()).isEqualTo("orders.a");
        assertThat(first.text()).isEqualTo("1");
        assertThat(first.headers().entries()).hasSize(1);
        assertThat(first.headers().first("k")).isEqualTo("v");
        assertThat(first.time()).isAfter(before);
        assertThat(stream.message(2).orElseThrow().payload()).hasSize(100_000);
        assertThat(stream.message(4)).isEmpty();
        assertThat(stream.lastMessage("orders.a").orElseThrow().sequence()).isEqualTo(3);
        assertThat(stream.lastMessage("orders.c")).isEmpty();
        assertThat(stream.nextMessage(2, "orders.a").orElseThrow().sequence()).isEqualTo(3);
        assertThat(stream.nextMessage(4, "orders.a")).isEmpty();
        assertThat(stream.deleteMessage(2)).isTrue();
        assertThat(stream.deleteMessage(2)).isFalse();
        assertThat(stream.deletedSequences()).containsExactly(2L);
        assertThat(stream.eraseMessage(1)).isTrue();
        assertThat(stream.eraseMessage(99)).isFalse();
        assertThat(stream.message(1)).isEmpty();
    }

    @EachProgram
    void readsBatches(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream =
                js.createStream(JetStreamSite.files("ORDERS").allowDirect(true).build());
        for (int i = 0; i < 50; i++) {
            js.publish("orders." + i % 5, "" + i);
        }
        List<StreamMessage> batch = stream.messages(
                MessageGetRequest.builder().sequence(11).batch(10).build());
        assertThat(batch)
                .extracting(StreamMessage::sequence)
                .hasSize(10)
                .startsWith(11L)
                .isSorted();
        assertThat(batch.get(0).pendingCount()).isPositive();
        assertThat(stream.lastMessages(List.of("orders.1", "orders.3")))
                .extracting(StreamMessage::text)
                .containsExactly("46", "48");
        assertThat(stream.lastMessages(List.of("orders.none"))).isEmpty();
        List<StreamMessage> small = stream.messages(MessageGetRequest.builder()
                .multiLast(List.of("orders.*"))
                .maxBytes(30)
                .build());
        assertThat(small).extracting(StreamMessage::sequence).containsExactly(46L, 47L, 48L, 49L, 50L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "a*", "a>", "a/b", "tab\t"})
    @DisplayName("NJ-60 names that are none are refused before anything is sent")
    void refusesNames(String name) {
        JetStream js = site.start(ServerProgram.NATS_SERVER, directory);
        assertThatThrownBy(() -> js.stream(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> js.createStream(StreamConfig.builder(name).build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> js.stream("S").consumer(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @EachProgram
    void listsMoreThanAPage(ServerProgram program) {
        JetStream js = site.start(program, directory);
        for (int i = 0; i < 300; i++) {
            js.createStream(StreamConfig.builder("S" + i)
                    .subjects("s" + i)
                    .storage(StorageType.MEMORY)
                    .build());
        }
        assertThat(js.streams())
                .hasSize(300)
                .extracting((StreamInfo info) -> info.config().name())
                .doesNotHaveDuplicates();
        assertThat(js.streamNames()).hasSize(300);
    }

    @EachProgram
    void consumersHaveALife(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        ConsumerConfig config = ConsumerConfig.durable("worker")
                .filterSubjects("orders.a", "orders.b")
                .backoff(Duration.ofSeconds(1), Duration.ofSeconds(5))
                .maxDeliver(3)
                .build();
        assertThat(stream.findConsumer("worker")).isEmpty();
        assertThatThrownBy(() -> stream.updateConsumer(config))
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        e -> assertThat(e.is(ApiErrorCode.CONSUMER_DOES_NOT_EXISTS))
                                .isTrue());
        ConsumerContext consumer = stream.createConsumer(config);
        assertThat(consumer.name()).isEqualTo("worker");
        assertThat(stream.createConsumer(config).cachedInfo().config()).isNotNull();
        ConsumerConfig changed = config.toBuilder().maxAckPending(7).build();
        assertThatThrownBy(() -> stream.createConsumer(changed))
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        e -> assertThat(e.is(ApiErrorCode.CONSUMER_ALREADY_EXISTS))
                                .isTrue());
        stream.createOrUpdateConsumer(changed);
        assertThat(consumer.info().config())
                .satisfies(now -> assertThat(now.maxAckPending()).isEqualTo(7));
        ConsumerContext unnamed = stream.createConsumer(
                ConsumerConfig.builder().ackPolicy(AckPolicy.NONE).build());
        assertThat(stream.consumerNames()).containsExactlyInAnyOrder("worker", unnamed.name());
        assertThat(stream.consumers()).hasSize(2);
        assertThat(consumer.pause(Instant.now().plusSeconds(3600)).paused()).isTrue();
        assertThat(consumer.info().paused()).isTrue();
        assertThat(consumer.resume().paused()).isFalse();
        assertThat(consumer.delete()).isTrue();
        assertThat(consumer.delete()).isFalse();
        assertThat(stream.deleteConsumer(unnamed.name())).isTrue();
    }

    @EachProgram
    void startsAConsumerAgain(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        JetStreamSite.publish(js, "orders.a", 0, 10);
        ConsumerContext consumer =
                stream.createConsumer(ConsumerConfig.durable("worker").build());
        consumer.fetch(10).forEach(message -> message.ackConfirmed());
        assertThat(consumer.reset(4).resetSequence()).isEqualTo(4);
        assertThat(consumer.fetch(1).get(0).metadata().streamSequence()).isEqualTo(4);
    }

    @EachProgram
    @DisplayName("NJ-69 what a stream copies from another is consumed from it")
    void copiesFromAnotherStream(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        StreamContext copy = js.createStream(StreamConfig.builder("COPY")
                .sources(List.of(
                        StreamSource.builder("ORDERS").filterSubject("orders.a").build()))
                .build());
        JetStreamSite.publish(js, "orders.a", 0, 10);
        JetStreamSite.publish(js, "orders.b", 10, 20);
        ConsumerContext consumer =
                copy.createConsumer(ConsumerConfig.durable("worker").build());
        assertThat(consumer.fetch(10, JetStreamSite.PATIENCE)).hasSize(10);
        assertThat(copy.info().sources()).hasSize(1);
    }

    @EachProgram
    void saysWhereJetStreamIsNot(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStream elsewhere = JetStream.of(js.connection(), JetStreamOptions.ofDomain("nowhere"));
        assertThatThrownBy(elsewhere::accountInfo)
                .isInstanceOf(NoRespondersException.class)
                .hasMessageContaining("JetStream is not enabled");
    }
}
