package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.core.InternalHandler;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.jetstream.consumer.Consumer;
import io.natter.server.jetstream.consumer.OwningStream;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.SideRecords;
import io.natter.store.StreamReader;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its consumers see it.
 *
 * <p>Confined to the stream's loop, but for {@link #execute}.
 */
final class StreamForConsumers implements OwningStream {
    private final Stream stream;
    private final StreamEnvironment environment;

    StreamForConsumers(Stream stream) {
        this.stream = stream;
        this.environment = stream.environment();
    }

    @Override
    public StreamConfig config() {
        return stream.config();
    }

    @Override
    public String accountName() {
        return environment.accountName();
    }

    @Override
    public String accountHash() {
        return environment.accountHash();
    }

    @Override
    public String domain() {
        return environment.domain();
    }

    @Override
    public boolean usesLongAckSubjects() {
        return environment.usesLongAckSubjects();
    }

    @Override
    public StreamReader reader() {
        return stream.reader();
    }

    @Override
    public long deliverableSeq() {
        return stream.deliverableSeq();
    }

    @Override
    public SideRecords side() {
        return stream.side();
    }

    @Override
    public void onAcked(Consumer consumer, long seq) {
        stream.retention().onAcked(seq);
    }

    @Override
    public void onDeleted(Consumer consumer) {
        stream.retention().onConsumerGone();
    }

    @Override
    public void onFilterChanged(Consumer consumer) {
        stream.retention().onConsumerGone();
    }

    @Override
    public int publish(OutgoingMessage message) {
        return environment.publish(message);
    }

    @Override
    public boolean hasInterest(byte[] subject) {
        return environment.hasInterest(subject);
    }

    @Override
    public boolean isListenedTo(byte[] subject, byte @Nullable [] group) {
        return environment.isListenedTo(subject, group);
    }

    @Override
    public int messageBytesMax() {
        int configured = stream.config().maxMessageBytes();
        return configured > 0 ? configured : environment.payloadBytesMax();
    }

    @Override
    public Registration watch(byte[] subject, Runnable onChange) {
        return environment.watch(subject, onChange);
    }

    @Override
    public Registration subscribe(String subject, InternalHandler handler) {
        return environment.subscribe(subject, handler);
    }

    @Override
    public long nowNs() {
        return environment.nowNs();
    }

    @Override
    public long wallNs() {
        return environment.wallNs();
    }

    @Override
    public Registration schedule(long delayNs, Runnable task) {
        return environment.schedule(delayNs, task);
    }

    @Override
    public void execute(Runnable task) {
        environment.execute(task);
    }

    @Override
    public void work(Runnable task) {
        environment.work(task);
    }

    @Override
    public void atPassEnd(Runnable task) {
        environment.atPassEnd(task);
    }

    @Override
    public boolean isCongested() {
        return environment.isCongested();
    }

    @Override
    public void onRelief(Runnable task) {
        environment.onRelief(task);
    }

    @Override
    public RandomGenerator random() {
        return environment.random();
    }

    @Override
    public String newId() {
        return environment.newId();
    }
}
