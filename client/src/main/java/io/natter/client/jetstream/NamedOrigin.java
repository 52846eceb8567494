package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerAction;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that somebody made, by its name.
 *
 * <p>Thread-safe. One that is not durable and is lost, such as with the memory of a server, is made again as it was, from the first message on that is
 * not settled here; so messages may come twice but none is left out. A durable one that is gone was deleted on purpose.
 */
final class NamedOrigin implements Origin {
    private final Api api;
    private final String stream;
    private final String name;
    private final @Nullable ConsumerConfig lasting; // what it was, where it may be made again
    private final @Nullable ConcurrentSkipListSet<Long> unsettled;
    private final AtomicLong lastSequence = new AtomicLong();

    NamedOrigin(Api api, String stream, String name, @Nullable ConsumerConfig config) {
        this.api = api;
        this.stream = stream;
        this.name = name;
        this.lasting = config != null && config.durableName().isEmpty() ? config : null;
        boolean isAcked = lasting != null && lasting.ackPolicy() != AckPolicy.NONE;
        this.unsettled = isAcked ? new ConcurrentSkipListSet<>() : null;
    }

    @Override
    public boolean isMade() {
        return true;
    }

    @Override
    public String requestSubject() {
        return api.subjects().of(ApiCall.MESSAGE_NEXT, stream, name);
    }

    @Override
    public String title() {
        return requestSubject();
    }

    @Override
    public @Nullable DeliveredMessage accept(Message message, String ackSubject) {
        if (lasting == null) {
            return new DeliveredMessage(message, ackSubject, api, null);
        }
        DeliveredMessage delivered =
                new DeliveredMessage(message, ackSubject, api, unsettled == null ? null : this::settled);
        long sequence = delivered.metadata().streamSequence();
        lastSequence.accumulateAndGet(sequence, Math::max);
        if (unsettled != null) {
            unsettled.add(sequence);
        }
        return delivered;
    }

    private void settled(DeliveredMessage message) {
        if (unsettled != null) {
            unsettled.remove(message.metadata().streamSequence());
        }
    }

    @Override
    public boolean isBehindGap(String ackSubject) {
        return false; // what was missed comes again
    }

    @Override
    public boolean isWhole(long lastDelivery) {
        return true;
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public CompletableFuture<?> renew() {
        String question = api.subjects().of(ApiCall.CONSUMER_INFO, stream, name);
        return api.callAsync(question, Api.EMPTY, ConsumerInfo.JSON)
                .handle((info, failure) ->
                        failure == null ? CompletableFuture.completedFuture(info) : afterFailure(failure))
                .thenCompose(next -> next);
    }

    private CompletableFuture<ConsumerInfo> afterFailure(Throwable failure) {
        ConsumerConfig config = lasting;
        if (config == null || !Api.isError(failure, ApiErrorCode.CONSUMER_NOT_FOUND)) {
            return CompletableFuture.failedFuture(Api.cause(failure));
        }
        // In a work queue what was settled is gone, so all there is is what is to come.
        return made(renewed(config))
                .exceptionallyCompose(
                        refusal -> Api.isError(refusal, ApiErrorCode.CONSUMER_WORK_QUEUE_CONSUMER_NOT_DELIVER_ALL)
                                ? made(config.toBuilder().name(name).build())
                                : CompletableFuture.failedFuture(Api.cause(refusal)));
    }

    private CompletableFuture<ConsumerInfo> made(ConsumerConfig config) {
        return ConsumerCreation.of(stream, config, ConsumerAction.CREATE_OR_UPDATE)
                .onAsync(api);
    }

    private ConsumerConfig renewed(ConsumerConfig config) {
        long last = lastSequence.get();
        if (last == 0) {
            return config.toBuilder().name(name).build();
        }
        return config.toBuilder()
                .name(name)
                .deliverPolicy(DeliverPolicy.BY_START_SEQUENCE)
                .startSequence(firstUnsettled(last))
                .startTime(null)
                .build();
    }

    private long firstUnsettled(long last) {
        try {
            return unsettled == null ? last + 1 : unsettled.first();
        } catch (NoSuchElementException allSettled) {
            return last + 1;
        }
    }

    @Override
    public boolean isFinal(Throwable failure) {
        return Api.isError(failure, ApiErrorCode.CONSUMER_NOT_FOUND)
                || Api.isError(failure, ApiErrorCode.STREAM_NOT_FOUND);
    }

    @Override
    public void end() {
        // it is not ours to delete
    }
}
