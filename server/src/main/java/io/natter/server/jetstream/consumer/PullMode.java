package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.PullRequest;
import io.natter.server.core.OutgoingMessage;

/**
 * Delivers to those who ask: keeps their requests, and decides who is next (D187, D220-D228; ADR-13, ADR-42).
 *
 * <p>Confined to the stream's loop. Requests that cannot be kept are refused with a status; {@link PullRules} says which.
 */
final class PullMode implements Mode {
    private static final byte[] NO_MESSAGES = StatusMessage.of(ApiStatus.NO_MESSAGES);
    private static final byte[] REQUESTS_PENDING = StatusMessage.of(ApiStatus.REQUESTS_PENDING);
    private static final byte[] TOO_MANY = StatusMessage.of(ApiStatus.EXCEEDED_MAX_WAITING);
    private static final byte[] PIN_MISMATCH = StatusMessage.of(ApiStatus.PIN_ID_MISMATCH);
    private static final long SWEEP_WHEN_FULL_NS = 1_000_000_000L;
    private static final long WAITING_DEFAULT = 512;

    /** More requests than this are looked through less often: it takes so long for each, and others use the loop too. */
    private static final int SWEPT_ALWAYS_MAX = 4_096;

    private static final long SWEEP_NS_FOR_EACH = 1_000L;

    private final OwningStream stream;
    private final Outlet outlet;
    private final Standing standing;
    private final ExtraHeaders extraHeaders = new ExtraHeaders();
    private final PinnedClient pinned;
    private final WaitingRequests requests;

    private ConsumerSettings settings;
    private long lastSweepNs;
    private long lastUseNs;
    private long nextDueNs = NEVER;
    private long wantedCount;

    /** What is to be done with the request that is first. */
    private enum Verdict {
        /** It gets the message. */
        SERVE,
        /** Not now: the next one is asked. */
        PASS,
        /** It is over, and was told so. */
        ENDED
    }

    PullMode(OwningStream stream, ConsumerSettings settings, Standing standing, PinnedClient pinned) {
        this.stream = stream;
        this.outlet = new Outlet(stream);
        this.settings = settings;
        this.standing = standing;
        this.pinned = pinned;
        ConsumerConfig config = settings.config();
        long waitingMax = config.maxWaiting() > 0 ? config.maxWaiting() : WAITING_DEFAULT;
        requests = new WaitingRequests(waitingMax, config.priorityPolicy() == PriorityPolicy.PRIORITIZED);
        lastUseNs = stream.nowNs();
    }

    /**
     * Takes a request, or refuses it.
     *
     * @param hasGroup whether it was in JSON
     * @return whether it waits now
     */
    boolean request(byte[] reply, PullRequest request, boolean hasGroup) {
        byte[] refusal = PullRules.refusal(request, hasGroup, settings.config());
        if (refusal.length > 0) {
            outlet.status(reply, refusal);
            return false;
        }
        if (hasGroup && settings.config().priorityPolicy() != PriorityPolicy.NONE && pinned.isSet()) {
            if (request.id().equals(pinned.id())) {
                pinned.stay(settings);
            } else if (!request.id().isEmpty()) {
                outlet.status(reply, PIN_MISMATCH);
                return false;
            }
        }
        long nowNs = stream.nowNs();
        if (requests.isFull() && nowNs - lastSweepNs > SWEEP_WHEN_FULL_NS) {
            sweep(false, nowNs);
        }
        if (request.noWait() && isSentAway(reply, request, nowNs)) {
            return false;
        }
        return keep(new WaitingRequest(reply, request, hasGroup, nowNs), nowNs);
    }

    // Who does not want to wait is sent away when there is nothing, or not enough for those who wait already.
    private boolean isSentAway(byte[] reply, PullRequest request, long nowNs) {
        long messageCount = standing.messageCount();
        if (messageCount == 0) {
            if (request.expires().isZero()) {
                lastUseNs = nowNs;
                outlet.status(reply, NO_MESSAGES);
                return true;
            }
            return false;
        }
        if (nowNs >= nextSweepNs()) {
            sweep(false, nowNs);
        }
        if (messageCount < wantedCount) {
            lastUseNs = nowNs;
            outlet.status(reply, REQUESTS_PENDING);
            return true;
        }
        return false;
    }

    private boolean keep(WaitingRequest request, long nowNs) {
        if (requests.isFull()) {
            if (!request.hasHeartbeat()) {
                outlet.status(
                        request.reply(),
                        TOO_MANY); // with heartbeats the client finds out, and does not come back at once
            }
            return false;
        }
        requests.add(request);
        wantedCount += request.remainingCount();
        lastUseNs = nowNs;
        nextDueNs = Math.min(nextDueNs, Math.min(request.expiresNs(), request.heartbeatDueNs()));
        return true;
    }

    @Override
    public boolean isReady() {
        return !requests.isEmpty();
    }

    @Override
    public boolean offer(OutgoingMessage message, long pendingCount, long nowNs) {
        boolean wantsPin = settings.config().priorityPolicy() == PriorityPolicy.PINNED_CLIENT && !pinned.isSet();
        int passedCount = 0;
        for (WaitingRequest next = requests.head(); next != null; next = requests.head()) {
            switch (judge(next, message.sizeBytes(), pendingCount, wantsPin, nowNs)) {
                case SERVE -> {
                    if (serve(next, message, nowNs)) {
                        return true;
                    }
                    requests.removeHead(); // nobody listens there any more
                }
                case PASS -> {
                    requests.cycle();
                    if (++passedCount >= requests.count()) {
                        return false;
                    }
                }
                case ENDED -> requests.removeHead();
            }
        }
        return false;
    }

    private Verdict judge(WaitingRequest request, int bytes, long pendingCount, boolean wantsPin, long nowNs) {
        if (request.hasExpired(nowNs)) {
            end(request, ApiStatus.REQUEST_TIMEOUT);
            return Verdict.ENDED;
        }
        String id = request.hasGroup() ? request.request().id() : "";
        boolean isNewlyPinned = false;
        if (wantsPin && id.isEmpty()) {
            isNewlyPinned = pin(request);
        } else if (pinned.isSet() && id.isEmpty()) {
            return Verdict.PASS;
        } else if ((wantsPin || pinned.isSet()) && !id.equals(pinned.id())) {
            end(request, ApiStatus.WRONG_PIN_ID);
            return Verdict.ENDED;
        }
        if (!overflows(request, pendingCount)) {
            return Verdict.PASS;
        }
        if (request.remainingBytes() > 0 && bytes > request.remainingBytes()) {
            end(request, ApiStatus.MESSAGE_SIZE_EXCEEDS_MAX_BYTES);
            if (isNewlyPinned) {
                pinned.clear();
            }
            return Verdict.ENDED;
        }
        return Verdict.SERVE;
    }

    private boolean pin(WaitingRequest request) {
        String group = request.hasGroup() ? request.request().group() : "";
        if (group.isEmpty()) {
            return false;
        }
        pinned.pin(group, settings);
        request.pin(pinned.id());
        return true;
    }

    // Of the overflow policy: served when one of its thresholds is reached, or it has none.
    private boolean overflows(WaitingRequest request, long pendingCount) {
        if (settings.config().priorityPolicy() != PriorityPolicy.OVERFLOW || !request.hasGroup()) {
            return true;
        }
        long minPending = request.request().minPending();
        long minAckPending = request.request().minAckPending();
        return minPending <= 0 && minAckPending <= 0
                || minPending > 0 && minPending <= pendingCount
                || minAckPending > 0 && minAckPending <= standing.ackPendingCount();
    }

    private boolean serve(WaitingRequest request, OutgoingMessage message, long nowNs) {
        int bytes = message.sizeBytes();
        int headersFrom = message.headersFrom();
        int headersLength = message.headersLength();
        byte[] headersBytes = message.headersBytes();
        if (settings.config().priorityPolicy() == PriorityPolicy.PINNED_CLIENT) {
            extraHeaders.add(message, JetStreamHeaders.PIN_ID, pinned.id());
        }
        if (!outlet.send(message.route(request.reply()))) {
            message.headers(headersBytes, headersFrom, headersLength);
            return false;
        }
        if (request.remainingBytes() > 0) {
            request.spend(bytes);
        }
        request.countDelivery();
        requests.served();
        lastUseNs = nowNs;
        if (!request.isDone()) {
            request.restartHeartbeat(nowNs);
        } else if (request.remainingBytes() > 0) {
            end(request, ApiStatus.BATCH_COMPLETED);
        }
        return true;
    }

    private void end(WaitingRequest request, ApiStatus status) {
        outlet.status(
                request.reply(), StatusMessage.withPending(status, request.remainingCount(), request.remainingBytes()));
    }

    @Override
    public void onIdle(boolean isAtEnd, long nowNs) {
        sweep(isAtEnd, nowNs);
    }

    /** Ends the requests that are over, beats for those that want it, and counts what the others want. */
    private void sweep(boolean isAtEnd, long nowNs) {
        lastSweepNs = nowNs;
        wantedCount = 0;
        nextDueNs = NEVER;
        WaitingRequest before = null;
        WaitingRequest at = requests.head();
        while (at != null) {
            if (isOver(at, isAtEnd, nowNs)) {
                at = requests.remove(before, at);
                continue;
            }
            wantedCount += at.remainingCount();
            if (nowNs >= at.heartbeatDueNs()) {
                outlet.status(at.reply(), StatusMessage.heartbeat(standing.deliverySeq(), standing.streamSeq(), ""));
                at.restartHeartbeat(nowNs);
            }
            nextDueNs = Math.min(nextDueNs, Math.min(at.expiresNs(), at.heartbeatDueNs()));
            before = at;
            at = at.next;
        }
    }

    private boolean isOver(WaitingRequest request, boolean isAtEnd, long nowNs) {
        if (request.hasExpired(nowNs)) {
            end(request, ApiStatus.REQUEST_TIMEOUT);
            return true;
        }
        boolean isServed = request.isEndless() || request.deliveredCount() > 0;
        if (isAtEnd && request.request().noWait() && isServed) {
            outlet.status(request.reply(), NO_MESSAGES);
            return true;
        }
        return !outlet.hasInterest(request.reply());
    }

    @Override
    public long onTime(long nowNs) {
        if (nowNs >= pinned.dueNs()) {
            pinned.unpin("timeout");
        }
        if (nowNs >= Math.max(nextDueNs, nextSweepNs())) {
            sweep(true, nowNs);
        }
        return Math.min(Math.max(nextDueNs, nextSweepNs()), pinned.dueNs());
    }

    private long nextSweepNs() {
        int count = requests.count();
        return count <= SWEPT_ALWAYS_MAX ? lastSweepNs : lastSweepNs + count * SWEEP_NS_FOR_EACH;
    }

    /** When a client last asked for something, or got it. */
    long lastUseNs() {
        return lastUseNs;
    }

    @Override
    public void update(ConsumerSettings next) {
        settings = next;
    }

    @Override
    public boolean isPushBound() {
        return false;
    }

    @Override
    public int waitingCount() {
        long nowNs = stream.nowNs();
        if (nowNs >= nextSweepNs()) {
            sweep(false, nowNs);
        }
        return requests.count();
    }

    @Override
    public void stop(byte[] status) {
        for (WaitingRequest waiting = requests.head(); waiting != null; waiting = requests.head()) {
            outlet.status(waiting.reply(), status);
            requests.removeHead();
        }
        pinned.clear();
    }
}
