package io.natter.server.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.Nuid;
import io.natter.server.account.Account;
import io.natter.server.config.JetStreamLimits;
import io.natter.server.core.InternalHandler;
import io.natter.server.core.InternalLoop;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.interest.Subscription;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.server.jetstream.stream.Stream;
import io.natter.server.jetstream.stream.StreamEnvironment;
import io.natter.server.jetstream.stream.StreamUsage;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is around the streams of one account that live on one loop.
 *
 * <p>Confined to the loop, but for {@link #execute}, {@link #inLoop} and {@link #wallNs}.
 */
final class LoopEnvironment implements StreamEnvironment {

    private final JetStreamParts parts;
    private final JetStreamAccount account;
    private final Account tenant;
    private final InternalLoop loop;
    private final RandomGenerator random;
    private final WallClock clock = new WallClock();

    LoopEnvironment(JetStreamParts parts, JetStreamAccount account, InternalLoop loop) {
        this.parts = parts;
        this.account = account;
        this.tenant = account.tenant();
        this.loop = loop;
        this.random = RandomGenerator.of("L64X128MixRandom");
    }

    @Override
    public String accountName() {
        return tenant.name();
    }

    @Override
    public String accountHash() {
        return account.hash();
    }

    @Override
    public String domain() {
        String domain = parts.config().domain();
        return domain == null ? "" : domain;
    }

    @Override
    public boolean usesLongAckSubjects() {
        return false;
    }

    @Override
    public JetStreamLimits limits() {
        return parts.config().limits();
    }

    @Override
    public int payloadBytesMax() {
        return parts.payloadBytesMax();
    }

    @Override
    public StreamUsage usage() {
        return account.usages();
    }

    @Override
    public int publish(OutgoingMessage message) {
        return loop.publish(tenant, message);
    }

    @Override
    public boolean hasInterest(byte[] subject) {
        return loop.hasInterest(tenant, subject);
    }

    @Override
    public boolean isListenedTo(byte[] subject, byte @Nullable [] group) {
        return loop.isListenedTo(tenant, subject, group);
    }

    @Override
    public Registration watch(byte[] subject, Runnable onChange) {
        Runnable onLoop = () -> loop.execute(onChange);
        tenant.interest().watch(subject, onLoop);
        return () -> tenant.interest().unwatch(subject, onLoop);
    }

    @Override
    public Registration subscribe(String subject, InternalHandler handler) {
        Subscription subscription = loop.subscribe(tenant, subject.getBytes(UTF_8), null, handler);
        return () -> loop.unsubscribe(subscription);
    }

    @Override
    public @Nullable Stream origin(String streamName, @Nullable String apiPrefix) {
        return parts.origins().find(account, streamName, apiPrefix);
    }

    @Override
    public boolean isOnThisServer(String apiPrefix) {
        return parts.origins().leadsHere(account, apiPrefix);
    }

    @Override
    public long nowNs() {
        return System.nanoTime();
    }

    @Override
    public long wallNs() {
        return clock.wallNs();
    }

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Registration schedule(long delayNs, Runnable task) {
        return loop.schedule(delayNs, task)::cancel;
    }

    @Override
    public void atPassEnd(Runnable task) {
        loop.atPassEnd(task);
    }

    @Override
    public boolean isCongested() {
        return loop.isCongested();
    }

    @Override
    public void onRelief(Runnable task) {
        loop.onRelief(task);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public String newId() {
        return Nuid.next();
    }

    @Override
    public boolean tryOpenBatch(boolean isAtomic) {
        return parts.batches().tryOpen(isAtomic, parts.config().limits().batchMaxInflightTotal());
    }

    @Override
    public void closeBatch(boolean isAtomic) {
        parts.batches().close(isAtomic);
    }

    @Override
    public boolean tryHold(long bytes) {
        return parts.batches().tryHold(bytes);
    }

    @Override
    public void release(long bytes) {
        parts.batches().release(bytes);
    }

    @Override
    public void work(Runnable task) {
        parts.diskWork().execute(task);
    }

    @Override
    public void adviseAbandonedBatch(String streamName, String batchId, String reason) {
        var advisory = new BatchAbandoned(newId(), Instant.now(), "", streamName, domain(), batchId, reason);
        byte[] subject = (BatchAbandoned.SUBJECT_PREFIX + streamName).getBytes(UTF_8);
        var message = new OutgoingMessage();
        loop.publish(tenant, message.to(subject).payload(BatchAbandoned.JSON.write(advisory)));
        Account system = parts.systemAccount().get();
        if (system != null) {
            byte[] json = BatchAbandoned.JSON.write(advisory.withAccount(accountName()));
            loop.publish(system, message.to(subject).payload(json));
        }
    }

    @Override
    public void warn(String text) {
        parts.log().warn("JetStream {}", text);
    }
}
