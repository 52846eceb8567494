package io.natter.server.core;

import io.natter.protocol.ConnectOptions;
import io.natter.server.account.Account;
import io.natter.server.auth.Identity;
import io.natter.server.auth.Permissions;
import io.natter.server.auth.Presented;
import io.natter.server.interest.Route;
import io.natter.server.interest.Subscription;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One client connection: who it is, what it may do and what it says; what it is told is its {@link Delivery}.
 *
 * <p>Confined to its event loop, which it never leaves, but for {@link #id()} and {@link #loop()}.
 *
 * <pre>
 *  OPEN ---- CONNECT ----> CHECKING ---- admitted ----> OPEN (known)
 *   |    (auth is quick)      |
 *   |                         | refused
 *   +-------- close ----------+-------> CLOSED
 * </pre>
 *
 * <p>While CHECKING nothing it sends is parsed. A connection that must authenticate and has not is OPEN, but its first verb decides.
 */
public final class Connection implements Receiver {
    private enum State {
        OPEN,
        CHECKING,
        CLOSED
    }

    // For the connection's life.
    private final Broker broker;
    private final Loop loop;
    private final Channel channel;
    private final long id;
    private volatile Peer peer;
    private final Delivery delivery;
    private final Inbound inbound;
    private final Subscribing subscribing;
    private final Handshake handshake;
    private final Keepalive keepalive;
    private final Counters counters = new Counters();

    // Set by CONNECT and its authentication; anew by another CONNECT.
    private ConnectOptions options = ConnectOptions.DEFAULTS;
    private boolean isVerbose = true;
    private boolean isPedantic = true;
    private boolean echoes = true;
    private boolean hasHeaders;
    private boolean wantsNoResponders;
    private @Nullable Identity identity;
    private Access access = new Access(Permissions.ALL);
    private AccountView view;
    private boolean hasEntered; // whether the account counts it

    // Limits in force, from settings and account.
    private Settings settings;
    private int payloadBytesMax;

    // While messages flow.
    private State state = State.OPEN;
    private boolean isUnknown = true; // until an account has let it in
    private @Nullable Route lastRoute;
    private @Nullable ClosedReason closedReason;

    Connection(Broker broker, Loop loop, Channel channel, long id, Peer peer) {
        this.broker = broker;
        this.loop = loop;
        this.channel = channel;
        this.id = id;
        this.peer = peer;
        this.delivery = new Delivery(this, channel);
        this.inbound = new Inbound(loop, this);
        this.subscribing = new Subscribing(this);
        this.handshake = new Handshake(broker, this);
        this.keepalive = new Keepalive(this);
        this.settings = broker.settings();
        this.view = loop.view(broker.globalAccount());
        applyLimits();
    }

    // --- Who it is

    @Override
    public long id() {
        return id;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    public Peer peer() {
        return peer;
    }

    public Channel channel() {
        return channel;
    }

    public ConnectOptions options() {
        return options;
    }

    /** Who it is, once it is known. */
    public @Nullable Identity identity() {
        return identity;
    }

    public Account account() {
        return view.account();
    }

    AccountView view() {
        return view;
    }

    public Access access() {
        return access;
    }

    boolean isInSystemAccount() {
        return view.account() == broker.systemAccount();
    }

    /** Who it is, for advisories; asked by any thread, which sees it as it is about now. */
    MessageOrigin origin() {
        Identity known = identity;
        return new MessageOrigin(
                id,
                peer.host(),
                view.account().name(),
                known == null ? null : known.user(),
                options.name(),
                options.lang(),
                options.version(),
                peer.since());
    }

    Broker broker() {
        return broker;
    }

    Handshake handshake() {
        return handshake;
    }

    public Subscribing subscribing() {
        return subscribing;
    }

    public Keepalive keepalive() {
        return keepalive;
    }

    public Output output() {
        return delivery.output();
    }

    public Counters counters() {
        return counters;
    }

    public long heldBackCount() {
        return holdBack().count();
    }

    /** Why it was closed; null while it is open. */
    public @Nullable ClosedReason closedReason() {
        return closedReason;
    }

    // --- What holds for its messages

    boolean isVerbose() {
        return isVerbose;
    }

    boolean isPedantic() {
        return isPedantic;
    }

    boolean echoes() {
        return echoes;
    }

    @Override
    public boolean hasHeaders() {
        return hasHeaders;
    }

    boolean wantsNoResponders() {
        return wantsNoResponders;
    }

    int controlLineBytesMax() {
        return settings.limits().maxControlLine();
    }

    int payloadBytesMax() {
        return payloadBytesMax;
    }

    Settings settings() {
        return settings;
    }

    /** Whether everything it says and hears is logged. */
    boolean traces() {
        return settings.traces() && (settings.tracesSystemAccount() || !isInSystemAccount());
    }

    @Nullable
    Route lastRoute() {
        return lastRoute;
    }

    void rememberRoute(@Nullable Route route) {
        lastRoute = route;
    }

    // --- Its life

    void start() {
        loop.countConnection(1);
    }

    /** From now on it has to say who it is, and to answer pings. */
    void startClocks(boolean mustAuthenticate) {
        keepalive.start(mustAuthenticate);
    }

    /** It is not encrypted, and will not be. */
    void staysPlain() {
        delivery.output().bypassPipeline(GatheringSocket.of(channel));
    }

    /** The handshake of TLS is done. */
    void secure(Peer.Tls tls) {
        peer = peer.withTls(tls);
    }

    /** A proxy told where the client really comes from. */
    void comesFrom(String host, int port) {
        peer = peer.from(host, port);
    }

    /** Takes bytes off the socket. */
    void onBytes(ByteBuf in) {
        settings = broker.settings();
        keepalive.onRead();
        inbound.read(in);
    }

    void applyLimits() {
        settings = broker.settings();
        int ofAccount = view.account().limits().maxPayload();
        int ofServer = settings.limits().maxPayload();
        payloadBytesMax = ofAccount >= 0 ? Math.min(ofAccount, ofServer) : ofServer;
    }

    void use(ConnectOptions options) {
        this.options = options;
        isVerbose = options.verbose();
        isPedantic = options.pedantic();
        echoes = options.echo();
        hasHeaders = options.headers() && settings.supportsHeaders();
        wantsNoResponders = options.noResponders();
        lastRoute = null;
    }

    /** Goes on as {@code identity}, of the same account, after a reload; subscriptions it may no longer have are ended. */
    public void reenter(Identity identity) {
        this.identity = identity;
        this.access = new Access(identity.permissions());
        applyLimits();
        subscribing.endForbidden();
    }

    /** What it showed when it was let in, to be looked at again after a reload. */
    public Presented presented() {
        return handshake.presented(options);
    }

    /** Tells the client that something about the server has changed, if it can hear that. */
    public void announce() {
        applyLimits();
        if (handshake.isConnected() && options.protocol() >= 1) {
            send(broker.announcement().update(this));
        }
    }

    /** Tells the client alone that the server is about to go; false where it cannot hear that, or not yet. */
    public boolean announceLameDuck() {
        boolean canHear = !isClosed() && handshake.hasAnsweredPing() && options.protocol() >= 1;
        if (canHear) {
            send(broker.announcement().lameDuck(this));
        }
        return canHear;
    }

    /** Lets it in; false when its account is full, and nothing has changed. */
    boolean enter(Identity identity, Account account) {
        if (!account.tryEnter()) {
            return false;
        }
        leaveAccount();
        this.identity = identity;
        this.access = new Access(identity.permissions());
        this.view = loop.view(account);
        this.hasEntered = true;
        this.isUnknown = false;
        this.lastRoute = null;
        applyLimits();
        broker.onCountChanged(account);
        return true;
    }

    private void leaveAccount() {
        if (hasEntered) {
            view.account().leave();
            hasEntered = false;
            broker.onCountChanged(view.account());
        }
    }

    /** Whether no account has let it in yet: then its first verb decides, CONNECT or not. */
    boolean isUnknown() {
        return isUnknown;
    }

    /** Asks whether its first verb, which is not CONNECT, is allowed; if not it has been closed. */
    boolean admitWithoutConnect() {
        return handshake.admitWithoutConnect();
    }

    boolean isParsingStopped() {
        return state != State.OPEN;
    }

    void stopParsing() {
        state = State.CHECKING;
        channel.config().setAutoRead(false);
    }

    void resumeParsing() {
        if (state == State.CHECKING) {
            state = State.OPEN;
            channel.config().setAutoRead(!holdBack().isOn());
            inbound.resume();
        }
    }

    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Ends the connection: what is written already is flushed as far as the socket takes it. */
    public void close(ClosedReason reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        closedReason = reason;
        broker.log().debug("{} - Client connection closed: {}", this, reason.text());
        keepalive.stop();
        delivery.close();
        inbound.clear();
        broker.onClosed(this);
        subscribing.endAll();
        leaveAccount();
        loop.countConnection(-1);
        holdBack().releaseWaiting();
        channel.close();
    }

    // --- What it says

    void heard() {
        keepalive.onOperation();
    }

    void countIn(int bytes) {
        keepalive.onOperation();
        counters.countIn(bytes);
        view.counters().countIn(bytes);
        loop.counters().countIn(bytes);
        loop.nextMessage();
    }

    void onPing() {
        delivery.sendPong();
        handshake.onPing();
    }

    void onPong() {
        keepalive.onPong();
    }

    void onClientError(byte[] bytes, int from, int length) {
        broker.log()
                .error("{} - Client Error {}", this, new String(bytes, from, length, StandardCharsets.UTF_8).trim());
        close(ClosedReason.PARSE_ERROR);
    }

    void logProtocolError(String verb) {
        broker.log().error("{} - {} parse error: wrong arguments", this, verb);
    }

    // --- What it is told

    void send(byte[] bytes) {
        delivery.send(bytes);
    }

    void sendOk() {
        delivery.sendOk();
    }

    /** Sends {@code -ERR 'text'}. */
    public void sendError(String text) {
        delivery.sendError(text);
    }

    /** Tells and logs a violation that the connection survives. */
    void refuse(String text) {
        refuse(text, text);
    }

    /** As {@link #refuse(String)}, and tells the log in other words. */
    void refuse(String text, String logged) {
        sendError(text);
        broker.log().error("{} - {}", this, logged);
    }

    void countOut(int bytes) {
        counters.countOut(bytes);
        view.counters().countOut(bytes);
        loop.counters().countOut(bytes);
    }

    @Override
    public boolean receive(
            @Nullable Connection publisher, Subscription subscription, byte @Nullable [] prefix, Message message) {
        return delivery.deliver(publisher, subscription, prefix, message);
    }

    Delivery delivery() {
        return delivery;
    }

    HoldBack holdBack() {
        return delivery.holdBack();
    }

    /** How log lines name it (C130). */
    @Override
    public String toString() {
        return peer.address() + " - cid:" + id + handshake.clientLabel();
    }
}
