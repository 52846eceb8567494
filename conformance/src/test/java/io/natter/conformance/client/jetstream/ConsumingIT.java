package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.FetchOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import io.natter.client.jetstream.JetStreamPublisher;
import io.natter.client.jetstream.MessageMetadata;
import io.natter.client.jetstream.OrderedConsumer;
import io.natter.client.jetstream.OrderedOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Messages are taken in every way there is, and acknowledged in every way. */
final class ConsumingIT {
    private static final Duration PATIENCE = JetStreamSite.PATIENCE;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private ConsumerContext consumer(JetStream js, ConsumerConfigBuilder config) {
        return JetStreamSite.stream(js, "ORDERS").createOrUpdateConsumer(config.build());
    }

    private static List<String> texts(List<? extends JetStreamMessage> messages) {
        return messages.stream().map(JetStreamMessage::text).toList();
    }

    @EachProgram
    @DisplayName("NJ-61 a durable consumer hands out messages one by one and in batches, then nothing")
    void fetches(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        assertThat(consumer.next(Duration.ZERO)).isEmpty();
        assertThat(consumer.fetch(10, Duration.ofMillis(50))).isEmpty();
        JetStreamSite.publish(js, "orders.a", 0, 25);
        JetStreamMessage first = consumer.next(PATIENCE).orElseThrow();
        MessageMetadata metadata = first.metadata();
        assertThat(metadata.stream()).isEqualTo("ORDERS");
        assertThat(metadata.consumer()).isEqualTo("worker");
        assertThat(metadata.streamSequence()).isEqualTo(1);
        assertThat(metadata.deliveredCount()).isEqualTo(1);
        assertThat(metadata.pendingCount()).isEqualTo(24);
        first.ackConfirmed();
        assertThat(consumer.info().ackFloor().streamSequence()).isEqualTo(1);
        List<JetStreamMessage> batch = consumer.fetch(10, PATIENCE);
        assertThat(texts(batch)).startsWith("1").endsWith("10").hasSize(10);
        assertThat(texts(consumer.fetch(FetchOptions.noWait(100))))
                .startsWith("11")
                .hasSize(14);
        assertThat(consumer.fetch(FetchOptions.noWait(1))).isEmpty();
        assertThat(consumer.info().ackPendingCount()).isEqualTo(24);
    }

    @EachProgram
    void acknowledgesAndAsksInOneGo(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker").ackWait(Duration.ofMinutes(5)));
        JetStreamSite.publish(js, "orders.a", 0, 3);
        JetStreamMessage message = consumer.next(PATIENCE).orElseThrow();
        for (int i = 1; i < 3; i++) {
            JetStreamMessage next = consumer.ackAndNext(message, PATIENCE).orElseThrow();
            assertThat(message.isAcknowledged()).isTrue();
            assertThat(next.text()).isEqualTo("" + i);
            message = next;
        }
        JetStreamMessage last = message;
        assertThat(consumer.ackAndNext(last, Duration.ZERO)).isEmpty();
        assertThat(consumer.ackAndNext(last, Duration.ofMillis(10))).isEmpty(); // had its last word already
        assertThat(consumer.info().ackFloor().streamSequence()).isEqualTo(3);
        ConsumerContext other = consumer(js, ConsumerConfig.durable("other"));
        assertThatThrownBy(() -> other.ackAndNext(last, PATIENCE)).isInstanceOf(IllegalArgumentException.class);
    }

    @EachProgram
    void limitsAFetchByBytes(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        for (int i = 0; i < 10; i++) {
            js.publish("orders.a", "x".repeat(1_000));
        }
        FetchOptions some = FetchOptions.of(10).withMaxBytes(3_500).withWait(PATIENCE);
        assertThat(consumer.fetch(some)).hasSize(3);
        assertThatThrownBy(() -> consumer.fetch(some.withMaxBytes(100)))
                .isInstanceOf(JetStreamApiException.class)
                .hasMessageContaining("Message Size Exceeds MaxBytes");
    }

    @EachProgram
    void saysTheLastWordOnce(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker").ackWait(Duration.ofMinutes(5)));
        JetStreamSite.publish(js, "orders.a", 0, 4);
        List<JetStreamMessage> messages = consumer.fetch(4, PATIENCE);
        messages.get(0).ack();
        messages.get(0).nak(); // comes too late
        assertThat(messages.get(0).isAcknowledged()).isTrue();
        messages.get(1).nak();
        JetStreamMessage again = consumer.next(PATIENCE).orElseThrow();
        assertThat(again.text()).isEqualTo("1");
        assertThat(again.metadata().deliveredCount()).isEqualTo(2);
        again.ackConfirmed();
        messages.get(2).nak(Duration.ofMillis(200));
        assertThat(consumer.next(PATIENCE).orElseThrow().text()).isEqualTo("2");
        messages.get(3).inProgress();
        messages.get(3).term("bad data");
        JetStreamSite.await("all but one to be settled", () -> consumer.info().ackPendingCount() == 1);
        assertThat(consumer.next(Duration.ZERO)).isEmpty();
    }

    @EachProgram
    void handlesInOrderUntilItIsStopped(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Consumption consumption = consumer.consume(ConsumeOptions.DEFAULTS.withMaxMessages(20), message -> {
            seen.add(message.text());
            message.ack();
        });
        JetStreamSite.publish(js, "orders.a", 0, 500);
        JetStreamSite.await("all", () -> seen.size() == 500);
        assertThat(seen.get(0)).isEqualTo("0");
        assertThat(seen.get(499)).isEqualTo("499");
        assertThat(consumption.isActive()).isTrue();
        consumption.stop();
        consumption.ended().join();
        assertThat(consumption.isActive()).isFalse();
        JetStreamSite.publish(js, "orders.a", 500, 510);
        assertThat(seen).hasSize(500);
        assertThat(texts(consumer.fetch(10, PATIENCE))).startsWith("500");
    }

    @EachProgram
    void aHandlerThatNeverReturnsDoesNotHoldUpTheEnd(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Consumption consumption = consumer.consume(message -> {
            called.countDown();
            go.await();
        });
        JetStreamSite.publish(js, "orders.a", 0, 10);
        called.await();
        consumption.stop();
        assertThat(consumption.drain(Duration.ofMillis(100)).isComplete()).isFalse();
        go.countDown();
        consumption.ended().join();
    }

    @EachProgram
    void aHandlerMayEndItsOwnConsumption(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        CompletableFuture<Consumption> own = new CompletableFuture<>();
        AtomicInteger seen = new AtomicInteger();
        Consumption consumption = consumer.consume(ConsumeOptions.ackOnReturn(), message -> {
            seen.incrementAndGet();
            own.join().stop();
            own.join().close();
        });
        own.complete(consumption);
        js.publish("orders.a", "x");
        consumption.ended().join();
        assertThat(seen).hasValue(1);
    }

    @EachProgram
    void consumesWithinABoundOfBytes(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        AtomicInteger seen = new AtomicInteger();
        try (Consumption consumption =
                consumer.consume(ConsumeOptions.ackOnReturn().withMaxBytes(5_000), message -> seen.incrementAndGet())) {
            assertThat(consumption.isActive()).isTrue();
            for (int i = 0; i < 100; i++) {
                js.publish("orders.a", "x".repeat(900));
            }
            JetStreamSite.await("all", () -> seen.get() == 100);
        }
    }

    @EachProgram
    void acknowledgesOnReturnAndAsksAgainOnAnException(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        AtomicInteger tries = new AtomicInteger();
        ConsumeOptions options = ConsumeOptions.DEFAULTS.withAckOnReturn(Duration.ofMillis(20));
        try (Consumption consumption = consumer.consume(options, message -> {
            if (message.text().equals("1") && tries.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        })) {
            JetStreamSite.publish(js, "orders.a", 0, 3);
            JetStreamSite.await("all to be acknowledged", () -> {
                var info = consumer.info();
                return info.ackFloor().streamSequence() == 3 && info.ackPendingCount() == 0;
            });
            assertThat(tries).hasValue(3);
            assertThat(consumption.isActive()).isTrue();
        }
    }

    @EachProgram
    void keepsAMessageWhileItsHandlerRuns(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker").ackWait(Duration.ofSeconds(9)));
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Consumption consumption =
                consumer.consume(ConsumeOptions.ackOnReturn().keepingInProgress(), message -> {
                    calls.incrementAndGet();
                    called.countDown();
                    go.await();
                })) {
            JetStreamSite.publish(js, "orders.a", 0, 1);
            called.await();
            // another pull would get the message as soon as its time is over
            assertThat(consumer.next(Duration.ofSeconds(12))).isEmpty();
            go.countDown();
            JetStreamSite.await(
                    "the acknowledgement", () -> consumer.info().ackFloor().streamSequence() == 1);
            assertThat(calls).hasValue(1);
            assertThat(consumption.isActive()).isTrue();
        }
    }

    @EachProgram
    void worksOnManyAtOnceAndKeepsTheOrderOfAKey(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        AtomicInteger count = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        ConsumeOptions options = ConsumeOptions.ackOnReturn().withConcurrency(8).orderedBy(JetStreamMessage::subject);
        try (Consumption consumption = consumer.consume(options, message -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            two.countDown();
            two.await(); // so that two run at once, or none ever returns
            seen.computeIfAbsent(message.subject(), subject -> Collections.synchronizedList(new ArrayList<>()))
                    .add(Integer.parseInt(message.text()));
            running.decrementAndGet();
            count.incrementAndGet();
        })) {
            try (var out = js.publisher()) {
                for (int i = 0; i < 400; i++) {
                    out.send("orders." + i % 10, "" + i);
                }
            }
            JetStreamSite.await("all", () -> count.get() == 400);
            assertThat(consumption.isActive()).isTrue();
        }
        assertThat(most.get()).isBetween(2, 8);
        assertThat(seen)
                .hasSize(10)
                .allSatisfy((subject, numbers) -> assertThat(numbers).isSorted().hasSize(40));
    }

    @EachProgram
    void handsOutValues(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Consumption consumption = consumer.consume(
                String.class,
                ConsumeOptions.ackOnReturn(),
                (text, message) -> seen.add(message.subject() + " " + text))) {
            js.publish("orders.a", "x");
            JetStreamSite.await("the value", () -> seen.contains("orders.a x"));
            assertThat(consumption.isActive()).isTrue();
        }
    }

    @EachProgram
    void loopsOverMessages(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        JetStreamSite.publish(js, "orders.a", 0, 100);
        List<String> seen = new ArrayList<>();
        try (JetStreamMessages messages = consumer.messages(ConsumeOptions.DEFAULTS.withMaxMessages(10))) {
            for (JetStreamMessage message : messages) {
                seen.add(message.text());
                message.ack();
                if (seen.size() == 100) {
                    messages.stop();
                }
            }
            assertThat(messages.next(Duration.ZERO)).isEmpty();
            assertThat(messages.isActive()).isFalse();
        }
        assertThat(seen).hasSize(100).endsWith("99");
    }

    /** Takes what it asks for. */
    private static final class Demanding implements Flow.Subscriber<JetStreamMessage> {
        final List<String> seen = Collections.synchronizedList(new ArrayList<>());
        volatile Flow.@Nullable Subscription subscription;
        volatile @Nullable Throwable failure;

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
        }

        @Override
        public void onNext(JetStreamMessage message) {
            seen.add(message.text());
            message.ack();
        }

        @Override
        public void onError(Throwable cause) {
            failure = cause;
        }

        @Override
        public void onComplete() {
            failure = new IllegalStateException("completed");
        }

        void request(long n) {
            Flow.Subscription begun = subscription;
            if (begun != null) {
                begun.request(n);
            }
        }
    }

    @EachProgram
    void aLoopThatIsClosedGivesBackWhatItDidNotTake(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker").ackWait(Duration.ofHours(1)));
        JetStreamSite.publish(js, "orders.a", 0, 100);
        try (JetStreamMessages messages = consumer.messages(ConsumeOptions.DEFAULTS.withMaxMessages(50))) {
            messages.next(PATIENCE).orElseThrow().ackConfirmed();
            assertThat(messages.next(PATIENCE)).isPresent(); // taken, and so not given back
        }
        List<JetStreamMessage> again = consumer.fetch(98, PATIENCE);
        assertThat(texts(again)).hasSize(98).contains("2", "99").doesNotContain("0", "1");
        assertThat(consumer.info().ackPendingCount()).isEqualTo(99);
    }

    @EachProgram
    void aLoopThatIsStoppedHandsOutWhatWasSentAndItsEndGivesBackTheRest(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker").ackWait(Duration.ofHours(1)));
        JetStreamSite.publish(js, "orders.a", 0, 100);
        JetStreamMessages messages = consumer.messages(ConsumeOptions.DEFAULTS.withMaxMessages(50));
        assertThat(messages.next(PATIENCE).orElseThrow().text()).isEqualTo("0");
        messages.stop();
        assertThat(messages.next(PATIENCE).orElseThrow().text()).isEqualTo("1");
        messages.close();
        assertThat(messages.iterator().hasNext()).isFalse();
        assertThat(texts(consumer.fetch(98, PATIENCE))).hasSize(98).contains("2", "99");
    }

    @EachProgram
    void asksForAsMuchAsIsDemanded(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        JetStreamSite.publish(js, "orders.a", 0, 100);
        Demanding subscriber = new Demanding();
        consumer.publisher().subscribe(subscriber);
        assertThat(consumer.info().waitingCount()).isZero();
        subscriber.request(3);
        JetStreamSite.await("three", () -> subscriber.seen.size() == 3);
        assertThat(consumer.info().delivered().consumerSequence()).isEqualTo(3);
        subscriber.request(1);
        JetStreamSite.await("four", () -> subscriber.seen.size() == 4);
        subscriber.request(Long.MAX_VALUE);
        JetStreamSite.await("all", () -> subscriber.seen.size() == 100);
        assertThat(subscriber.seen).endsWith("99");
        Objects.requireNonNull(subscriber.subscription).cancel();
        assertThat(subscriber.failure).isNull();
    }

    @EachProgram
    void endsWithTheCauseWhenADurableIsDeleted(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, ConsumerConfig.durable("worker"));
        Consumption consumption = consumer.consume(message -> {});
        JetStreamMessages messages = consumer.messages();
        JetStreamSite.await("both to wait", () -> consumer.info().waitingCount() == 2);
        assertThat(consumer.delete()).isTrue();
        assertThatThrownBy(() -> consumption.ended().join())
                .hasCauseInstanceOf(JetStreamApiException.class)
                .hasMessageContaining("consumer not found");
        assertThat(consumption.isActive()).isFalse();
        assertThatThrownBy(() -> messages.iterator().hasNext())
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        e -> assertThat(e.is(ApiErrorCode.CONSUMER_NOT_FOUND)).isTrue());
        assertThatThrownBy(() -> consumer.fetch(1)).isInstanceOf(JetStreamApiException.class);
    }

    // ---- ordered ----

    @EachProgram
    void aPushedConsumptionIsHeldBackByASlowHandlerAndTellsAllInOrder(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        byte[] large = new byte[8 << 10];
        int count = 3_000;
        try (JetStreamPublisher publisher = js.publisher()) {
            for (int i = 0; i < count; i++) {
                publisher.send("orders." + i, large);
            }
        }
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch goOn = new CountDownLatch(1);
        OrderedConsumer all = stream.orderedConsumer();
        try (var consumption = all.consumePushed(message -> {
            goOn.await();
            seen.add(message.metadata().streamSequence());
        })) {
            assertThat(consumption.initial().pendingCount()).isEqualTo(count);
            assertThat(consumption.current().delivered().consumerSequence()).isLessThan(count);
            goOn.countDown();
            JetStreamSite.await("all", () -> seen.size() == count);
            JetStreamSite.publish(js, "orders.more", 0, 1);
            JetStreamSite.await("one more", () -> seen.size() == count + 1);
            assertThat(Objects.requireNonNull(consumption.current().config()).deliverSubject())
                    .isNotEmpty();
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, count + 1).boxed().toList());
        JetStreamSite.await("no consumer", () -> stream.info().state().consumerCount() == 0);
    }

    @EachProgram
    void readsAStreamInOrder(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        JetStreamSite.publish(js, "orders.a", 0, 100);
        JetStreamSite.publish(js, "orders.b", 100, 110);
        OrderedConsumer all = stream.orderedConsumer();
        assertThat(all.next(PATIENCE).orElseThrow().text()).isEqualTo("0");
        assertThat(texts(all.fetch(9, PATIENCE))).startsWith("1").endsWith("9");
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (var consumption = all.consumeOrdered(ConsumeOptions.DEFAULTS, message -> seen.add(message.text()))) {
            assertThat(consumption.initial().pendingCount()).isEqualTo(110);
            JetStreamSite.await("all", () -> seen.size() == 110);
        }
        OrderedConsumer some =
                stream.orderedConsumer(OrderedOptions.filtered("orders.b").fromSequence(105));
        try (JetStreamMessages messages = some.messages()) {
            assertThat(messages.next(PATIENCE).orElseThrow().text()).isEqualTo("104");
        }
        OrderedConsumer last = stream.orderedConsumer(
                OrderedOptions.DEFAULTS.from(DeliverPolicy.LAST_PER_SUBJECT).withHeadersOnly());
        List<JetStreamMessage> lasts = last.fetch(FetchOptions.noWait(10));
        assertThat(lasts).hasSize(2);
        assertThat(lasts.get(0).headers().first("Nats-Msg-Size")).isEqualTo("2");
        OrderedConsumer absent = js.stream("NONE").orderedConsumer();
        assertThatThrownBy(absent::messages).isInstanceOf(JetStreamApiException.class);
        assertThatThrownBy(() -> absent.fetch(1)).isInstanceOf(JetStreamApiException.class);
    }

    @EachProgram
    void makesALostOrderedConsumerAnew(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = JetStreamSite.stream(js, "ORDERS");
        JetStreamSite.publish(js, "orders.a", 0, 100);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        OrderedConsumer ordered = stream.orderedConsumer();
        try (Consumption consumption = ordered.consume(message -> seen.add(message.text()))) {
            for (int round = 1; round <= 3; round++) {
                int expected = 100 * round;
                JetStreamSite.await("all", () -> seen.size() == expected);
                stream.consumerNames().forEach(stream::deleteConsumer);
                JetStreamSite.publish(js, "orders.a", expected, expected + 100);
            }
            JetStreamSite.await("all", () -> seen.size() == 400);
            assertThat(consumption.isActive()).isTrue();
        }
        for (int i = 0; i < 400; i++) {
            assertThat(seen.get(i)).isEqualTo("" + i);
        }
    }

    // ---- push ----

    @EachProgram
    void takesWhatAPushConsumerDelivers(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(
                js,
                ConsumerConfig.durable("pushed")
                        .deliverSubject("deliver.here")
                        .flowControl(true)
                        .maxAckPending(-1)
                        .ackWait(Duration.ofHours(1))
                        .idleHeartbeat(Duration.ofSeconds(1)));
        AtomicInteger seen = new AtomicInteger();
        byte[] large = new byte[4_096];
        try (Consumption consumption =
                consumer.consume(ConsumeOptions.ackOnReturn(), message -> seen.incrementAndGet())) {
            try (var out = js.publisher()) {
                for (int i = 0; i < 20_000; i++) {
                    out.send("orders.a", large); // more than a window of flow control
                }
            }
            JetStreamSite.await("all", () -> seen.get() == 20_000);
            assertThat(consumption.isActive()).isTrue();
        }
        assertThatThrownBy(() -> consumer.fetch(1)).isInstanceOf(JetStreamApiException.class);
    }

    @EachProgram
    void sharesAPushConsumerInItsGroup(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(
                js,
                ConsumerConfig.durable("pushed").deliverSubject("deliver.here").deliverGroup("workers"));
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        try (Consumption one = consumer.consume(ConsumeOptions.ackOnReturn(), message -> first.incrementAndGet());
                Consumption two = consumer.consume(ConsumeOptions.ackOnReturn(), message -> second.incrementAndGet())) {
            JetStreamSite.publish(js, "orders.a", 0, 200);
            JetStreamSite.await("all", () -> first.get() + second.get() == 200);
            assertThat(first.get()).isBetween(1, 199);
            assertThat(one.isActive()).isEqualTo(two.isActive());
        }
    }
}
