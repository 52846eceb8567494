package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerCreateRequest;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ConsumerSource;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.SequenceInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.store.memory.MemoryRecordStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Streams that copy one of another server: the test is the other server, and says what it has to say by hand. */
class RemoteFeedTest {
    private static final StreamSource HUB = StreamSource.builder("S")
            .external(new ExternalStream("hub.API", "hub.d"))
            .build();

    private final FakeEnvironment environment = new FakeEnvironment();
    private final MemoryRecordStore records = new MemoryRecordStore();

    private StreamBench source(StreamSource source) {
        return StreamBench.create(
                environment,
                records,
                config -> config.name("T").subjects(List.of("own")).sources(List.of(source)));
    }

    private StreamBench mirror() {
        return StreamBench.create(
                environment,
                records,
                config -> config.name("T").subjects(List.of()).mirror(HUB));
    }

    /** The next request that goes out: {@code subject|headers|body}. */
    private String[] request() {
        for (int seconds = 0; seconds < 200; seconds++) {
            List<String> published = environment.takePublished();
            if (!published.isEmpty()) {
                return published.get(0).split("\\|", 3);
            }
            environment.advance(Duration.ofSeconds(1).toNanos());
        }
        throw new AssertionError("no request");
    }

    private static ConsumerConfig asked(String[] request) {
        return ConsumerCreateRequest.JSON.read(request[2].getBytes(UTF_8)).config();
    }

    private void answer(String headers, byte[] json) {
        String inbox = environment.subscribed().stream()
                .filter(subject -> subject.startsWith("_INBOX."))
                .findFirst()
                .orElseThrow();
        environment.deliver(
                inbox, new Publish().headers(StreamBench.block(headers)).payload(json));
    }

    private void refuse(ApiErrorCode why) {
        answer(
                "",
                ApiResponse.form(ConsumerInfo.JSON)
                        .write(ApiResponse.failed(
                                ApiCall.CONSUMER_CREATE,
                                why == ApiErrorCode.CONSUMER_STREAM_IDENTITY_MISMATCH ? why.error("x") : why.error())));
    }

    /** Says that the consumer is there, and returns where it delivers. */
    private String accept(ConsumerConfig config, long deliveredSeq, String identity) {
        var info = ConsumerInfo.builder()
                .streamName("S")
                .name("c1")
                .created(Instant.EPOCH)
                .config(config)
                .delivered(new SequenceInfo(0, deliveredSeq, null))
                .build();
        answer(
                identity.isEmpty() ? "" : "Nats-Stream-Identity: " + identity,
                ApiResponse.form(ConsumerInfo.JSON).write(ApiResponse.of(ApiCall.CONSUMER_CREATE, info)));
        return config.deliverSubject();
    }

    private void deliver(String to, long seq, long number, String text) {
        String reply = "$JS.ACK.S.c1.1." + seq + "." + number + "." + environment.nowNs + ".3";
        // what is seen is the origin's subject, what counts is where it goes
        environment.deliverAs(
                to, "s." + text, new Publish().reply(reply.getBytes(UTF_8)).payload(text.getBytes(UTF_8)));
    }

    private void heartbeat(String to, String headers) {
        String block = "NATS/1.0 100 Idle Heartbeat\r\n" + headers + "\r\n\r\n";
        environment.deliver(to, new Publish().headers(block.getBytes(UTF_8)));
    }

    private StreamSourceInfo info(StreamBench bench) {
        return bench.stream.info(new StreamInfoRequest(0, false, "")).sources().get(0);
    }

    @Test
    void asksForAConsumerAndCopiesWhatItDelivers() {
        StreamBench target = source(HUB);
        String[] request = request();
        assertThat(request[0]).isEqualTo("hub.API.CONSUMER.CREATE.S");
        assertThat(request[1]).isEqualTo("NATS/1.0 Nats-Required-Api-Level: 5 Nats-Stream-Identity:");
        ConsumerConfig asked = asked(request);
        assertThat(asked.deliverSubject()).startsWith("hub.d.S.");
        assertThat(asked.name()).startsWith("JS_SRC_");
        assertThat(asked.direct() && asked.sourcing() && asked.flowControl()).isTrue();

        String to = accept(asked, 0, "ID");
        deliver(to, 4, 1, "a");
        deliver(to, 7, 2, "b");

        assertThat(target.stored()).containsExactly("1 s.a a", "2 s.b b");
        assertThat(target.headersOf(1)).matches("NATS/1.0 Nats-Stream-Source: S:\\w{8} 4 > > s.a ID");
        assertThat(info(target).lag()).isEqualTo(2);
        assertThat(info(target).active()).isZero();
    }

    @Test
    void asksAgainFromWhatIsMissing() {
        StreamBench target = source(HUB);
        String to = accept(asked(request()), 0, "ID");
        deliver(to, 1, 1, "a");
        deliver(to, 3, 3, "c");

        String[] again = request();
        assertThat(again[1]).endsWith("Nats-Stream-Identity: ID");
        assertThat(asked(again).deliverPolicy()).isEqualTo(DeliverPolicy.BY_START_SEQUENCE);
        assertThat(asked(again).startSequence()).isEqualTo(2);
        String second = accept(asked(again), 1, "ID");
        deliver(to, 2, 2, "late");
        deliver(second, 2, 1, "b");
        assertThat(target.stored()).containsExactly("1 s.a a", "2 s.b b");
    }

    @Test
    void aHeartbeatTellsWhatIsMissing() {
        source(HUB);
        String to = accept(asked(request()), 0, "");
        deliver(to, 1, 1, "a");
        heartbeat(to, "Nats-Last-Consumer: 1\r\nNats-Last-Stream: 1");
        assertThat(environment.subscribed()).contains(to);
        heartbeat(to, "Nats-Last-Consumer: 2\r\nNats-Last-Stream: 2");
        assertThat(environment.subscribed()).doesNotContain(to);
        assertThat(asked(request()).startSequence()).isEqualTo(2);
    }

    @Test
    void asksAgainWhenNothingIsHeardForTenSeconds() {
        source(HUB);
        String to = accept(asked(request()), 0, "");
        for (int i = 0; i < 30; i++) {
            environment.advance(Duration.ofSeconds(1).toNanos());
            heartbeat(to, "Nats-Last-Consumer: 0\r\nNats-Last-Stream: 0");
        }
        assertThat(environment.subscribed()).contains(to);
        environment.advance(Duration.ofSeconds(21).toNanos());
        assertThat(environment.subscribed()).doesNotContain(to);
    }

    @Test
    void answersFlowControlWithHowFarItIs() {
        source(HUB);
        String to = accept(asked(request()), 0, "");
        deliver(to, 5, 1, "a");
        environment.takePublished();
        environment.deliver(
                to,
                new Publish()
                        .reply("$JS.FC.S.c1.x".getBytes(UTF_8))
                        .headers("NATS/1.0 100 FlowControl Request\r\n\r\n".getBytes(UTF_8)));
        heartbeat(to, "Nats-Last-Consumer: 1\r\nNats-Consumer-Stalled: $JS.FC.S.c1.y");
        assertThat(environment.takePublished())
                .containsExactly(
                        "$JS.FC.S.c1.x|NATS/1.0 Nats-Last-Consumer: 1 Nats-Last-Stream: 5|",
                        "$JS.FC.S.c1.y|NATS/1.0 Nats-Last-Consumer: 1 Nats-Last-Stream: 5|");
    }

    @Test
    void asksForLessWhereTheServerIsOlder() {
        source(HUB);
        String[] first = request();
        refuse(ApiErrorCode.REQUIRED_API_LEVEL);
        String[] second = request();
        refuse(ApiErrorCode.REQUIRED_API_LEVEL);
        String[] third = request();
        assertThat(first[1]).contains("Level: 5");
        assertThat(second[1]).isEqualTo("NATS/1.0 Nats-Required-Api-Level: 4");
        assertThat(third[1]).isEmpty();
        assertThat(asked(third).sourcing()).isFalse();
        assertThat(asked(third).name()).startsWith(asked(first).name() + "_");
    }

    @Test
    void waitsLongerAfterEachRefusalAndTellsWhy() {
        StreamBench target = source(HUB);
        long before = environment.nowNs;
        for (int i = 0; i < 3; i++) {
            request();
            refuse(ApiErrorCode.STREAM_NOT_FOUND);
            assertThat(Objects.requireNonNull(info(target).error()).errorCode()).isEqualTo(10059);
        }
        request();
        assertThat(Duration.ofNanos(environment.nowNs - before))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75));
        assertThat(info(target).active()).isNegative();
    }

    @Test
    void aStreamThatWasCreatedAnewIsCopiedFromItsBeginning() {
        StreamBench target = source(HUB);
        String to = accept(asked(request()), 0, "ID");
        deliver(to, 9, 1, "a");
        deliver(to, 11, 3, "gap");
        request();
        refuse(ApiErrorCode.CONSUMER_STREAM_IDENTITY_MISMATCH);
        String[] again = request();
        assertThat(again[1]).endsWith("Nats-Stream-Identity:");
        assertThat(asked(again).deliverPolicy()).isEqualTo(DeliverPolicy.ALL);
        String second = accept(asked(again), 0, "NEW");
        deliver(second, 1, 1, "b");
        assertThat(target.stored()).containsExactly("1 s.a a", "2 s.b b");
        assertThat(target.headersOf(2)).endsWith(" 1 > > s.b NEW");
    }

    @Test
    void mirrorsKeepSequencesAndPassOverWhatIsGone() {
        StreamBench target = mirror();
        ConsumerConfig asked = asked(request());
        assertThat(asked.name()).startsWith("JS_MIRROR_");
        assertThat(asked.deliverSubject()).startsWith("hub.d.M.");
        String to = accept(asked, 10, "");
        deliver(to, 11, 1, "a");
        deliver(to, 14, 2, "b");
        assertThat(target.stored()).containsExactly("11 s.a a", "14 s.b b");
        deliver(to, 20, 4, "gap");
        assertThat(asked(request()).startSequence()).isEqualTo(15);
    }

    @Test
    void copiesThroughAConsumerThatWasMadeForIt() {
        StreamBench target = source(StreamSource.builder("S")
                .consumer(new ConsumerSource("c1", "del.c1"))
                .build());
        String[] request = request();
        assertThat(request[0]).isEqualTo("$JS.API.CONSUMER.RESET.S.c1");
        assertThat(request[2]).isEmpty();
        var config = ConsumerConfig.builder().name("c1").deliverSubject("del.c1");
        accept(config.ackPolicy(AckPolicy.NONE).build(), 0, "");
        assertThat(Objects.requireNonNull(info(target).error()).errorCode()).isEqualTo(10217);
        request();
        String to = accept(config.ackPolicy(AckPolicy.FLOW_CONTROL).build(), 0, "");
        deliver(to, 1, 1, "a");
        assertThat(target.stored()).containsExactly("1 s.a a");
        assertThat(target.headersOf(1)).matches("NATS/1.0 Nats-Stream-Source: S:C=\\w{8} 1 > > s.a");
    }

    @Test
    void aSilentConsumerThatDeliversAfterAllIsAskedAgainSoon() {
        source(StreamSource.builder("S")
                .consumer(new ConsumerSource("c1", "del.c1"))
                .build());
        request();
        environment.advance(Duration.ofSeconds(6).toNanos());
        assertThat(environment.subscribed()).contains("del.c1");
        long before = environment.nowNs;
        heartbeat("del.c1", "Nats-Last-Consumer: 0");
        request();
        assertThat(environment.nowNs - before).isLessThan(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void aDeletedStreamTakesItsConsumerAway() {
        StreamBench target = source(HUB);
        accept(asked(request()), 0, "");
        environment.takePublished();
        target.stream.stopForGood();
        assertThat(environment.takePublished()).containsExactly("hub.API.CONSUMER.DELETE.S.c1||");
    }
}
