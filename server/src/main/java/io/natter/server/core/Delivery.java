package io.natter.server.core;

import io.natter.server.interest.Subscription;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is told: messages, answers and pings, in the order in which they leave, and what happens when it does not keep up.
 *
 * <p>Confined to the connection's event loop.
 */
final class Delivery implements Output.Listener {
    private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;
    private final Loop loop;
    private final Output output;
    private final HoldBack holdBack;
    private boolean isFlushDue;

    /** The next in the loop's list of what to flush. */
    @Nullable
    Delivery nextToFlush;

    Delivery(Connection connection, Channel channel) {
        this.connection = connection;
        this.loop = connection.loop();
        this.output = new Output(loop, channel, this);
        this.holdBack = new HoldBack(connection);
    }

    Output output() {
        return output;
    }

    HoldBack holdBack() {
        return holdBack;
    }

    void send(byte[] bytes) {
        if (connection.traces()) {
            Tracing.out(connection, bytes, 0, bytes.length);
        }
        output.append(bytes, 0, bytes.length);
        wantsFlush();
    }

    void sendOk() {
        send(OK);
    }

    void sendPing() {
        send(PING);
    }

    void sendPong() {
        send(PONG);
    }

    /** Sends {@code -ERR 'text'}. */
    void sendError(String text) {
        send(("-ERR '" + text + "'\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void wantsFlush() {
        if (!isFlushDue) {
            isFlushDue = true;
            loop.flushLater(this);
        }
    }

    /** Writes what was appended, at the end of a pass. */
    void flush() {
        isFlushDue = false;
        flushNow();
    }

    /** Writes what was appended without waiting for the end of the pass, whose list it may be in. */
    void flushNow() {
        output.flush();
        if (output.isBlocked()) {
            connection.keepalive().onBlocked();
        }
    }

    /**
     * Makes one delivery; false when this connection does not get the message after all.
     *
     * @param prefix the bytes {@code [H]MSG subject sid }, or null when they are to be put together
     */
    boolean deliver(@Nullable Connection publisher, Subscription subscription, byte @Nullable [] prefix, Message m) {
        if (subscription.isClosed() || connection.isClosed()) {
            return false;
        }
        Access access = connection.access();
        if (subscription.isDeliveryFiltered() && !access.allowsDelivery(subscription, m)) {
            return false;
        }
        long countMax = subscription.deliveredCountMax();
        if (subscription.countDelivery() >= countMax && countMax > 0) {
            connection.subscribing().end(subscription);
        }
        if (output.pendingBytes() > HoldBack.BEHIND_BYTES && !mayFallBehind(publisher)) {
            return false;
        }
        connection.countOut(m.payloadLength - (m.hasHeaders() && !connection.hasHeaders() ? m.headerLength : 0));
        Publishing.append(output, connection, subscription, prefix, m);
        Settings settings = connection.settings();
        if (settings.traces()) {
            trace(subscription, m);
        }
        if (access.grantsReplies() && m.replyLength > 0) {
            access.grantReply(m.bytes, m.replyFrom, m.replyLength, loop.nowNs());
        }
        if (output.pendingBytes() > settings.limits().maxPendingBytes()) {
            closeSlow();
        } else if (!isFlushDue) {
            isFlushDue = true;
            loop.flushLater(this);
        }
        return true;
    }

    private void trace(Subscription subscription, Message m) {
        if (connection.traces()) {
            byte[] line = Publishing.line(connection, subscription, m);
            Tracing.out(connection, line, 0, line.length);
            Tracing.payload(connection, m, false);
        }
    }

    // The receiver is far behind: its publishers wait for it a little, or the message passes it by if they must not
    // (C63).
    private boolean mayFallBehind(@Nullable Connection publisher) {
        if (publisher == null) {
            return true; // the server's own messages are bounded by whoever publishes them
        }
        Settings settings = connection.settings();
        if (!settings.liveness().noFastProducerStall()) {
            publisher.holdBack().begin(connection);
            return true;
        }
        return output.pendingBytes() <= settings.stallBytes();
    }

    private void closeSlow() {
        Broker broker = connection.broker();
        broker.countSlowConsumer(connection.view());
        broker.log()
                .info(
                        "{} - Slow Consumer Detected: MaxPending of {} Exceeded",
                        connection,
                        connection.settings().limits().maxPendingBytes());
        connection.close(ClosedReason.SLOW_CONSUMER_PENDING_BYTES);
    }

    /** Ends it: what is staged is written as far as the socket takes it, and publishers wait no longer. */
    void close() {
        output.close();
    }

    @Override
    public void onDrained() {
        if (output.pendingBytes() < HoldBack.BEHIND_BYTES / 2) {
            holdBack.releaseWaiting();
        }
        if (output.isBlocked()) {
            connection.keepalive().onBlocked();
        }
    }

    @Override
    public void onBroken(Exception cause) {
        connection.broker().log().debug("{} - {}", connection, cause.toString());
        connection.close(ClosedReason.WRITE_ERROR);
    }
}
