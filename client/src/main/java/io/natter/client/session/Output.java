package io.natter.client.session;

import io.natter.client.BufferFullException;
import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.NatsOptions;
import io.natter.client.PayloadTooLargeException;
import io.natter.client.WhenDisconnected;
import io.natter.client.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything a connection sends: encoded by whoever calls, written by one at a time.
 *
 * <p>Thread-safe. The lock guards all fields and is held for the copying of one operation; nobody writes to the socket or waits with it.
 *
 * <ul>
 *   <li>Bound: {@code bufferBytes} for publishes. A publish that finds no room waits, in order of arrival, at most {@code publishTimeout};
 *       or fails or is dropped, as {@link WhenDisconnected} says. Control operations always find room.
 *   <li>A publish larger than the whole buffer fails at once.
 *   <li>When the connection is lost, what the socket had taken whole is gone; a publish it had taken in part is sent again, whole, in front of
 *       those it had not. Control operations are forgotten: the next connection begins with the subscriptions there are then.
 * </ul>
 */
final class Output {
    private static final byte[] CRLF = {'\r', '\n'};

    private final ReentrantLock lock = new ReentrantLock();
    private final Room room = new Room(lock);
    private final Fences fences = new Fences();
    private final OperationQueue queue = new OperationQueue(ChunkPool.SHARED);
    private final Pace pace = new Pace(room, queue);
    private final SocketWriter writer;
    private final ControlLine line = new ControlLine();
    private final long bufferBytes;
    private final WhenDisconnected policy;
    private final long publishTimeoutNs;
    private final BooleanSupplier isHandlerThread;
    private final Consumer<ConnectionEvent> events;

    private Gate gate = Gate.AWAY;
    private int maxPayload = Integer.MAX_VALUE; // until the first INFO
    private boolean isDropping; // an event was given for this episode
    private long publishedMessages;
    private long publishedBytes;
    private long droppedMessages;

    private @Nullable Operations mirror; // takes a copy of each SUB and UNSUB during a move
    private boolean takesControls; // there is a connection, or one is about to be attached

    /** Whether a publish may be added. */
    private enum Admission {
        NOW,
        AFTER_WAIT,
        DROPPED
    }

    /**
     * An output without a connection.
     *
     * @param isHandlerThread whether the calling thread runs a handler of this connection
     * @param events told of the first subject of each episode of drops; must not block
     */
    Output(NatsOptions options, BooleanSupplier isHandlerThread, Consumer<ConnectionEvent> events) {
        this.bufferBytes = options.bufferBytes();
        this.writer = new SocketWriter(lock, room, queue);
        this.policy = options.whenDisconnected();
        this.publishTimeoutNs = options.publishTimeout().toNanos();
        this.isHandlerThread = isHandlerThread;
        this.events = events;
    }

    /** Buffers a PUB or HPUB; as {@code NatsConnection.publish} says. */
    void publish(
            String subject, @Nullable String replyTo, byte @Nullable [] headers, byte[] payload, boolean isUrgent) {
        boolean isFirstDrop = false;
        Transport target = null;
        SocketWriter.Next next = SocketWriter.Next.NOTHING;
        lock.lock();
        try {
            int length = encodeLine(subject, replyTo, headers, payload);
            switch (admission(subject, length)) {
                case NOW -> next = add(length, headers, payload, isUrgent);
                case AFTER_WAIT -> {
                    encodeLine(subject, replyTo, headers, payload); // others used the line meanwhile
                    next = add(length, headers, payload, isUrgent);
                }
                case DROPPED -> {
                    isFirstDrop = !isDropping;
                    isDropping = true;
                    droppedMessages++;
                }
            }
            target = writer.transport();
        } finally {
            lock.unlock();
        }
        if (isFirstDrop) {
            events.accept(new ConnectionEvent.PublishDropped(subject));
        }
        writer.act(next, target);
    }

    /** Encodes the control line; returns the length of the whole operation. */
    private int encodeLine(String subject, @Nullable String replyTo, byte @Nullable [] headers, byte[] payload) {
        int headersLength = headers == null ? 0 : headers.length;
        long bodyLength = (long) headersLength + payload.length;
        if (bodyLength > maxPayload) {
            throw new PayloadTooLargeException("publish to " + subject + ": got " + bodyLength
                    + " bytes of headers and payload, expected at most the server's max_payload, " + maxPayload);
        }
        line.start(headers == null ? ControlLine.PUB : ControlLine.HPUB).word("subject", subject);
        if (replyTo != null) {
            line.word("reply subject", replyTo);
        }
        if (headers != null) {
            line.number(headersLength);
        }
        long length = line.number(bodyLength).end().length() + bodyLength + CRLF.length;
        if (length > bufferBytes) {
            throw new BufferFullException("publish to " + subject + ": got an operation of " + length
                    + " bytes, expected at most the buffer's size, " + bufferBytes);
        }
        return (int) length;
    }

    private Admission admission(String subject, int length) {
        requireOpen(subject);
        if (gate == Gate.AWAY && policy == WhenDisconnected.FAIL) {
            throw new ConnectionClosedException("publish to " + subject + ": there is no connection now");
        }
        if (gate == Gate.AWAY && policy == WhenDisconnected.DROP) {
            return Admission.DROPPED;
        }
        if (policy == WhenDisconnected.BUFFER && writer.transport() != null && pace.isTooFast()) {
            pace.pause(() -> gate == Gate.CLOSED);
            requireOpen(subject);
            if (hasRoom(length)) {
                return Admission.AFTER_WAIT;
            }
        }
        if (hasRoom(length) && !room.isAwaited()) {
            return Admission.NOW;
        }
        if (policy == WhenDisconnected.DROP) {
            return Admission.DROPPED;
        }
        boolean isThere = policy == WhenDisconnected.BUFFER
                && room.await(
                        publishTimeoutNs, bufferBytes - bufferBytes / 4, () -> hasRoom(length) || gate == Gate.CLOSED);
        requireOpen(subject);
        if (!isThere) {
            throw new BufferFullException("publish to " + subject + ": no room for " + length + " bytes; "
                    + queue.heldBytes() + " of " + bufferBytes + " wait to be written");
        }
        return Admission.AFTER_WAIT;
    }

    private void requireOpen(String subject) {
        if (gate == Gate.CLOSED) {
            throw new ConnectionClosedException("publish to " + subject + ": the connection is closed");
        }
        if (gate == Gate.DRAINING && !isHandlerThread.getAsBoolean()) {
            throw new ConnectionClosedException(
                    "publish to " + subject + ": the connection is draining; only its handlers may publish");
        }
    }

    private boolean hasRoom(int length) {
        return queue.heldBytes() + length <= bufferBytes;
    }

    private SocketWriter.Next add(int length, byte @Nullable [] headers, byte[] payload, boolean isUrgent) {
        boolean wasEmpty = queue.unwrittenBytes() == 0;
        queue.append(line.bytes(), 0, line.length());
        int headersLength = headers == null ? 0 : headers.length;
        if (headers != null) {
            queue.append(headers, 0, headersLength);
        }
        queue.append(payload, 0, payload.length);
        queue.append(CRLF, 0, CRLF.length);
        queue.endOperation(length, false);
        isDropping = false;
        publishedMessages++;
        publishedBytes += headersLength + payload.length;
        return writer.next(isUrgent, wasEmpty);
    }

    /** Buffers a SUB, if there is a connection. */
    void subscribe(long sid, String subject, @Nullable String queueGroup) {
        control(new ControlLine().subscribe(sid, subject, queueGroup), false);
    }

    /** Buffers an UNSUB, if there is a connection; {@code max} 0 means now. */
    void unsubscribe(long sid, long max) {
        control(new ControlLine().unsubscribe(sid, max), false);
    }

    /** Buffers a PONG, if there is a connection. */
    void pong() {
        control(new ControlLine().start(ControlLine.PONG), true);
    }

    private void control(ControlLine operation, boolean isUrgent) {
        SocketWriter.Next next;
        Transport target;
        lock.lock();
        try {
            if (!takesControls) {
                return;
            }
            if (mirror != null && !isUrgent) {
                mirror.control(operation);
            }
            next = addControl(operation, isUrgent);
            target = writer.transport();
        } finally {
            lock.unlock();
        }
        writer.act(next, target);
    }

    /** Copies each SUB and UNSUB from now on, until the output is left or detached. */
    void mirror(Operations target) {
        lock.lock();
        try {
            mirror = target;
        } finally {
            lock.unlock();
        }
    }

    private void addOperation(ControlLine operation) {
        queue.append(operation.bytes(), 0, operation.length());
        queue.endOperation(operation.length(), true);
    }

    private SocketWriter.Next addControl(ControlLine operation, boolean isUrgent) {
        boolean wasEmpty = queue.unwrittenBytes() == 0;
        addOperation(operation);
        return writer.next(isUrgent, wasEmpty);
    }

    /**
     * Buffers a PING whose PONG the fence waits for, and writes at once what can be.
     *
     * @return whether it is sent now or on the next connection; if not, nobody will complete the fence
     */
    boolean fence(Fence fence) {
        SocketWriter.Next next;
        Transport target;
        lock.lock();
        try {
            if (gate == Gate.CLOSED) {
                return false;
            }
            if (!takesControls || writer.transport() == null) {
                if (fence.waitsForConnection) {
                    fences.keepForNext(fence);
                }
                return fence.waitsForConnection;
            }
            next = addFence(fence);
            target = writer.transport();
        } finally {
            lock.unlock();
        }
        writer.act(next, target);
        return true;
    }

    /** Buffers an UNSUB for each, then the fence; none of it is mirrored. As {@link #fence} otherwise. */
    boolean fenceBehind(List<Long> unsubscribed, Fence fence) {
        SocketWriter.Next next;
        Transport target;
        lock.lock();
        try {
            target = writer.transport();
            if (target == null) {
                return false;
            }
            for (long sid : unsubscribed) {
                addOperation(line.unsubscribe(sid, 0));
            }
            next = addFence(fence);
        } finally {
            lock.unlock();
        }
        writer.act(next, target);
        return true;
    }

    private SocketWriter.Next addFence(Fence fence) {
        fences.sent(fence, System.nanoTime());
        SocketWriter.Next next = addControl(line.start(ControlLine.PING), true);
        if (fence.holdsOutput) {
            writer.hold();
        }
        return next;
    }

    /** A PONG came: completes the oldest fence. */
    void pong(long nowNs) {
        Fence fence;
        lock.lock();
        try {
            fence = fences.pong();
        } finally {
            lock.unlock();
        }
        if (fence != null) {
            fence.pass(nowNs);
        }
    }

    /** Gives up a fence that was not sent yet. */
    void forget(Fence fence) {
        lock.lock();
        try {
            fences.forget(fence);
        } finally {
            lock.unlock();
        }
    }

    /** What may be published from now on. Those who wait for room look again. */
    void gate(Gate next) {
        lock.lock();
        try {
            gate = next;
            room.wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The connection is gone. Returns the fences whose PONG will never come. */
    List<Fence> detach() {
        lock.lock();
        try {
            writer.detach();
            takesControls = false;
            mirror = null;
            return fences.takeSent();
        } finally {
            lock.unlock();
        }
    }

    /** Another connection takes over at once: what a fence held back stays, PINGs and other control operations too. */
    void leave() {
        lock.lock();
        try {
            writer.detach();
            mirror = null;
        } finally {
            lock.unlock();
        }
    }

    /** Makes ready for another connection, before its subscriptions are asked for: control operations are taken from now on, those of before forgotten. */
    void prepare() {
        lock.lock();
        try {
            writer.awaitRole();
            takesControls = true;
            queue.restart(new Operations(), new PublishChoice(Integer.MAX_VALUE, true));
            room.wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes to this transport from now on: first these operations, then what is left of before.
     *
     * @param maxPayload the new server's
     * @return the subjects of publishes that were buffered and are too large for it: they are dropped
     */
    List<String> attach(Transport next, Operations first, int maxPayload) {
        var choice = new PublishChoice(maxPayload, false);
        lock.lock();
        try {
            writer.awaitRole();
            this.maxPayload = maxPayload;
            takesControls = true;
            queue.restart(first, choice);
            droppedMessages += choice.tooLarge().size();
            writer.detach(); // so that nobody takes the role for what is added here
            for (Fence fence : fences.takeForNext()) {
                addFence(fence);
            }
            writer.attach(next);
            room.wakeFirst();
        } finally {
            lock.unlock();
        }
        writer.act(SocketWriter.Next.WAKE, next);
        return choice.tooLarge();
    }

    /** Goes on to write what a fence held back. */
    void resume() {
        SocketWriter.Next next;
        Transport target;
        lock.lock();
        try {
            next = writer.resume();
            target = writer.transport();
        } finally {
            lock.unlock();
        }
        writer.act(next, target);
    }

    /** The socket takes more, or {@code wakeWriter} asked; on the loop of this transport. */
    void writable(Transport source) {
        writer.writable(source);
    }

    /** A server with another limit took over without a new connection. */
    void maxPayload(int bytes) {
        lock.lock();
        try {
            maxPayload = bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Drops all, for ever. Returns the fences nobody will complete. */
    List<Fence> close() {
        lock.lock();
        try {
            gate = Gate.CLOSED;
            takesControls = false;
            writer.detach();
            writer.awaitRole();
            queue.clear();
            room.wakeFirst();
            List<Fence> left = new ArrayList<>(fences.takeSent());
            left.addAll(fences.takeForNext());
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that wait to be written. */
    long pendingBytes() {
        lock.lock();
        try {
            return queue.unwrittenBytes();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes held: those that wait, and the rest of an operation that was begun. */
    long heldBytes() {
        lock.lock();
        try {
            return queue.heldBytes();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return gate == Gate.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /** Figures now. */
    OutputFigures figures() {
        lock.lock();
        try {
            return new OutputFigures(publishedMessages, publishedBytes, droppedMessages, queue.unwrittenBytes());
        } finally {
            lock.unlock();
        }
    }
}
