package io.natter.client.jetstream;

import io.natter.client.SubscribeOptions;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ConsumerReset;
import io.natter.protocol.jetstream.PauseRequest;
import io.natter.protocol.jetstream.PauseState;
import io.natter.protocol.jetstream.ResetRequest;
import io.natter.protocol.jetstream.Success;
import io.natter.protocol.jetstream.UnpinRequest;
import io.natter.protocol.json.JsonForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A consumer through requests with its name. Thread-safe. */
final class NamedConsumer implements ConsumerContext {
    private static final JsonForm<Success> DONE =
            JsonForm.of(in -> new Success(true, in.rest()), (success, out) -> out.put("success", success.success()));

    private final Api api;
    private final String stream;
    private final String name;
    private final FetchInbox.Shelf shelf;
    private volatile @Nullable ConsumerInfo cached;

    NamedConsumer(Api api, String stream, String name, @Nullable ConsumerInfo cached) {
        this.api = api;
        this.stream = stream;
        this.name = name;
        this.shelf = new FetchInbox.Shelf(api);
        this.cached = cached;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String streamName() {
        return stream;
    }

    @Override
    public ConsumerInfo info() {
        ConsumerInfo info = api.call(ApiCall.CONSUMER_INFO, stream, name, Api.EMPTY, ConsumerInfo.JSON);
        cached = info;
        return info;
    }

    @Override
    public ConsumerInfo cachedInfo() {
        ConsumerInfo known = cached;
        return known != null ? known : info();
    }

    private ConsumerConfig config() {
        ConsumerConfig config = cachedInfo().config();
        return config == null ? ConsumerConfig.durable(name).build() : config;
    }

    @Override
    public PauseState pause(Instant until) {
        Feature.require("consumer pause", "2.11.0", api.connection());
        byte[] request = PauseRequest.JSON.write(new PauseRequest(until));
        return api.call(ApiCall.CONSUMER_PAUSE, stream, name, request, PauseState.JSON);
    }

    @Override
    public PauseState resume() {
        Feature.require("consumer pause", "2.11.0", api.connection());
        return api.call(ApiCall.CONSUMER_PAUSE, stream, name, Api.EMPTY, PauseState.JSON);
    }

    @Override
    public ConsumerReset reset() {
        return reset(0);
    }

    @Override
    public ConsumerReset reset(long sequence) {
        Feature.require("consumer reset", "2.14.0", api.connection());
        byte[] request = ResetRequest.JSON.write(new ResetRequest(sequence));
        return api.call(ApiCall.CONSUMER_RESET, stream, name, request, ConsumerReset.JSON);
    }

    @Override
    public void unpin(String group) {
        Feature.require("priority_groups", "2.11.0", api.connection());
        byte[] request = UnpinRequest.JSON.write(new UnpinRequest(group));
        api.call(ApiCall.CONSUMER_UNPIN, stream, name, request, DONE);
    }

    @Override
    public ConsumerCluster cluster() {
        return new NamedConsumerCluster(api, this);
    }

    @Override
    public boolean delete() {
        return NamedStream.unlessAbsent(
                        ApiErrorCode.CONSUMER_NOT_FOUND,
                        () -> api.call(ApiCall.CONSUMER_DELETE, stream, name, Api.EMPTY, Success.JSON))
                .isPresent();
    }

    // ---- taking messages ----

    @Override
    public Optional<JetStreamMessage> ackAndNext(JetStreamMessage done, Duration wait) {
        MessageMetadata from = done.metadata();
        if (!from.stream().equals(stream) || !from.consumer().equals(name)) {
            throw new IllegalArgumentException("ackAndNext: got a message of " + from.stream() + " " + from.consumer()
                    + ", expected one of " + stream + " " + name);
        }
        FetchOptions one = FetchOptions.of(1).withWait(wait);
        return new Fetch(api, new NamedOrigin(api, stream, name, null), shelf, one)
                .run(done instanceof DeliveredMessage delivered ? delivered : null).stream()
                        .findFirst();
    }

    @Override
    public List<JetStreamMessage> fetch(FetchOptions options) {
        Feature.require(options.group(), api.connection());
        return new Fetch(api, new NamedOrigin(api, stream, name, null), shelf, options).run();
    }

    @Override
    public Consumption consume(ConsumeOptions options, JetStreamHandler handler) {
        ConsumerConfig config = config();
        return new HandledConsumption(api, options, handler, null, Consuming.ackWait(options, config))
                .begin(feeds(options, config), grouped(config));
    }

    @Override
    public JetStreamMessages messages(ConsumeOptions options) {
        ConsumerConfig config = config();
        boolean isAcked = config.ackPolicy() == AckPolicy.EXPLICIT || config.ackPolicy() == AckPolicy.ALL;
        return new PulledMessages(api, options, feeds(options, config), grouped(config), isAcked).begin();
    }

    @Override
    public Flow.Publisher<JetStreamMessage> publisher(ConsumeOptions options) {
        Feature.require(options.group(), api.connection());
        return subscriber -> new DemandedMessages(
                        api,
                        options,
                        subscriber,
                        (owner, demand) -> new PullFeed(api, origin(config()), owner, options, demand))
                .begin();
    }

    private Origin origin(ConsumerConfig config) {
        return new NamedOrigin(api, stream, name, config);
    }

    private Function<Feed.Owner, Feed> feeds(ConsumeOptions options, ConsumerConfig config) {
        Feature.require(options.group(), api.connection());
        return owner -> config.deliverSubject().isEmpty()
                ? new PullFeed(api, origin(config), owner, options, PullFeed.ENDLESS)
                : new PushFeed(api, origin(config), owner, config.deliverSubject(), config.idleHeartbeat());
    }

    private static UnaryOperator<SubscribeOptions> grouped(ConsumerConfig config) {
        if (config.deliverSubject().isEmpty()) {
            return UnaryOperator.identity();
        }
        SubscribeOptions defaults = SubscribeOptions.DEFAULTS;
        return bounds -> bounds.withPending(defaults.pendingMessages(), defaults.pendingBytes(), defaults.whenFull())
                .withQueue(config.deliverGroup().isEmpty() ? null : config.deliverGroup());
    }

    @Override
    public String toString() {
        return "ConsumerContext[" + stream + " " + name + "]";
    }
}
