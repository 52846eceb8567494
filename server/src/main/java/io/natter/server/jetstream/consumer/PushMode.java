package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.server.core.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to one subject, as long as somebody subscribed to it, wildcards not counted; with idle heartbeats and flow control where they are asked for (ADR-9).
 *
 * <p>Confined to the stream's loop.
 */
final class PushMode implements Mode {
    private static final byte[] FLOW_CONTROL = StatusMessage.of(ApiStatus.FLOW_CONTROL_REQUEST);
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 4;

    private final OwningStream stream;
    private final Outlet outlet;
    private final Standing standing;
    private final Runnable onChange;
    private final String flowPrefix;

    private ConsumerSettings settings;
    private byte[] subject;
    private byte @Nullable [] group;
    private Registration watch;
    private boolean isActive;
    private @Nullable FlowWindow window;
    private long heartbeatDueNs = NEVER;

    /** @param onChange called when somebody begins to listen, or nobody does any more */
    PushMode(OwningStream stream, String name, ConsumerSettings settings, Standing standing, Runnable onChange) {
        this.stream = stream;
        this.outlet = new Outlet(stream);
        this.settings = settings;
        this.standing = standing;
        this.onChange = onChange;
        String own = stream.config().name() + "." + name + ".";
        flowPrefix = "$JS.FC."
                + (stream.usesLongAckSubjects()
                        ? AckReply.domainToken(stream) + "." + stream.accountHash() + "." + own
                        : own);
        subject = utf8(settings.config().deliverSubject());
        group = group(settings);
        window = settings.config().flowControl() ? new FlowWindow() : null;
        watch = stream.watch(subject, this::onInterest);
        isActive = stream.isListenedTo(subject, group);
        restartHeartbeat(stream.nowNs());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] group(ConsumerSettings settings) {
        String group = settings.config().deliverGroup();
        return group.isEmpty() ? null : utf8(group);
    }

    private void onInterest() {
        boolean isNow = stream.isListenedTo(subject, group);
        if (isNow != isActive) {
            isActive = isNow;
            onChange.run();
        }
    }

    @Override
    public boolean isReady() {
        return isActive && (window == null || !window.isShut());
    }

    @Override
    public boolean offer(OutgoingMessage message, long pendingCount, long nowNs) {
        if (!outlet.send(message.route(subject))) {
            isActive = false;
            onChange.run();
            return false;
        }
        restartHeartbeat(nowNs);
        return true;
    }

    /** A message was delivered, and is counted as pending if it is to be acknowledged. */
    void onDelivered(OutgoingMessage message) {
        if (window != null) {
            long bytes = (long) message.sizeBytes() - message.subjectLength() + subject.length;
            if (window.deliver(bytes, acksByFlowControl() && isFull())) {
                ask(window);
            }
        }
    }

    private boolean acksByFlowControl() {
        return settings.ackPolicy() == AckPolicy.FLOW_CONTROL;
    }

    private boolean isFull() {
        return settings.maxAckPending() > 0 && standing.ackPendingCount() >= settings.maxAckPending();
    }

    private void ask(FlowWindow open) {
        var id = new StringBuilder(flowPrefix);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(DIGITS.charAt(stream.random().nextInt(DIGITS.length())));
        }
        open.ask(id.toString());
        outlet.status(subject, FLOW_CONTROL, utf8(open.asked()));
    }

    /** An answer to a flow control request; false when nobody waits for it. */
    boolean onFlowAnswer(String answered) {
        return window != null && window.answer(answered);
    }

    @Override
    public void onIdle(boolean isAtEnd, long nowNs) {
        // Nobody waits in line.
    }

    private void restartHeartbeat(long nowNs) {
        heartbeatDueNs = settings.heartbeatNs() == 0 ? NEVER : nowNs + settings.heartbeatNs();
    }

    @Override
    public long onTime(long nowNs) {
        if (nowNs >= heartbeatDueNs) {
            if (isActive) {
                heartbeat();
            }
            restartHeartbeat(nowNs);
        }
        return heartbeatDueNs;
    }

    private void heartbeat() {
        String stalled = window == null ? "" : window.asked();
        outlet.status(subject, StatusMessage.heartbeat(standing.deliverySeq(), standing.streamSeq(), stalled));
        if (window != null && acksByFlowControl() && standing.ackPendingCount() > 0 && stalled.isEmpty()) {
            ask(window);
        }
    }

    @Override
    public void update(ConsumerSettings next) {
        settings = next;
        byte[] nextSubject = utf8(next.config().deliverSubject());
        if (!java.util.Arrays.equals(nextSubject, subject)) {
            watch.cancel();
            subject = nextSubject;
            watch = stream.watch(subject, this::onInterest);
        }
        group = group(next);
        isActive = stream.isListenedTo(subject, group);
        onChange.run();
    }

    @Override
    public boolean isPushBound() {
        return isActive;
    }

    @Override
    public int waitingCount() {
        return 0;
    }

    @Override
    public void stop(byte[] status) {
        watch.cancel();
        isActive = false;
    }
}
