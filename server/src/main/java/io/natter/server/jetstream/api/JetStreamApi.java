package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiSubject;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.server.jetstream.JetStream;
import io.natter.server.jetstream.JetStreamAccount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves requests to the API of JetStream, each by the call its subject stands for (D1-D49).
 *
 * <p>Confined to the api loop, but for {@link #statistics} and {@link #stop}.
 *
 * <p>A request for what is no call is passed over, as nats-server does (D4).
 */
public final class JetStreamApi {
    /** What accounts subscribe to; what asks for messages has subscriptions of its own, so that nobody answers for what is not there. */
    static final List<String> FILTERS = List.of(
            "$JS.API.INFO",
            "$JS.API.STREAM.>",
            "$JS.API.CONSUMER.CREATE.>",
            "$JS.API.CONSUMER.DURABLE.>",
            "$JS.API.CONSUMER.NAMES.>",
            "$JS.API.CONSUMER.LIST.>",
            "$JS.API.CONSUMER.INFO.>",
            "$JS.API.CONSUMER.DELETE.>",
            "$JS.API.CONSUMER.PAUSE.>",
            "$JS.API.CONSUMER.RESET.>",
            "$JS.API.CONSUMER.UNPIN.>",
            "$JS.API.CONSUMER.LEADER.>",
            "$JS.API.META.>",
            "$JS.API.SERVER.>",
            "$JS.API.ACCOUNT.>");

    private final ApiParts parts;
    private final Transfers transfers = new Transfers();
    private final PendingCalls pending;
    private final PendingCalls pendingInfos;
    private final Map<ApiCall, Handler> handlers = new EnumMap<>(ApiCall.class);

    /** Serves one call. */
    @FunctionalInterface
    private interface Handler {
        void handle(Call call);
    }

    /** Serves requests for the streams of {@code jetStream}. */
    public JetStreamApi(JetStream jetStream, ApiSettings settings, ApiPort port) {
        ApiAdvisories advisories = new ApiAdvisories(settings, port);
        this.parts = new ApiParts(jetStream, settings, port, new ApiStatistics(), advisories);
        this.pending = new PendingCalls(settings.pendingMost());
        this.pendingInfos = new PendingCalls(settings.pendingInfosMost());
        registerStreams();
        registerConsumers();
        AccountCalls accounts = new AccountCalls(parts);
        handlers.put(ApiCall.ACCOUNT_INFO, accounts::info);
        handlers.put(ApiCall.STREAM_LEADER_STEPDOWN, accounts::requiresCluster);
        handlers.put(ApiCall.CONSUMER_LEADER_STEPDOWN, accounts::requiresCluster);
        handlers.put(ApiCall.STREAM_PEER_REMOVE, accounts::requiresCluster);
        handlers.put(ApiCall.STREAM_PEER_EVACUATE, accounts::requiresCluster);
        handlers.put(ApiCall.STREAM_CANCEL_MOVE, accounts::requiresCluster);
        handlers.put(ApiCall.ACCOUNT_PURGE, accounts::purge);
    }

    private void registerStreams() {
        StreamCalls streams = new StreamCalls(parts);
        StreamInfoCalls infos = new StreamInfoCalls(parts, streams);
        ListCalls lists = new ListCalls(parts);
        MessageCalls messages = new MessageCalls(parts.port());
        handlers.put(ApiCall.STREAM_CREATE, streams::create);
        handlers.put(ApiCall.STREAM_UPDATE, streams::update);
        handlers.put(ApiCall.STREAM_DELETE, streams::delete);
        handlers.put(ApiCall.STREAM_PURGE, streams::purge);
        handlers.put(ApiCall.STREAM_INFO, infos::info);
        handlers.put(ApiCall.STREAM_NAMES, lists::streamNames);
        handlers.put(ApiCall.STREAM_LIST, lists::streamList);
        handlers.put(ApiCall.CONSUMER_NAMES, lists::consumerNames);
        handlers.put(ApiCall.CONSUMER_LIST, lists::consumerList);
        SnapshotCalls snapshots = new SnapshotCalls(parts, transfers);
        RestoreCalls restores = new RestoreCalls(parts, streams, transfers);
        handlers.put(ApiCall.STREAM_SNAPSHOT, snapshots::snapshot);
        handlers.put(ApiCall.STREAM_RESTORE, restores::restore);
        handlers.put(ApiCall.MESSAGE_GET, messages::get);
        handlers.put(ApiCall.MESSAGE_DELETE, messages::delete);
    }

    private void registerConsumers() {
        ConsumerCalls consumers = new ConsumerCalls(parts);
        ConsumerCreateCalls creation = new ConsumerCreateCalls(parts, consumers);
        handlers.put(ApiCall.CONSUMER_CREATE, creation::create);
        handlers.put(ApiCall.CONSUMER_DURABLE_CREATE, creation::create);
        handlers.put(ApiCall.CONSUMER_INFO, consumers::info);
        handlers.put(ApiCall.CONSUMER_DELETE, consumers::delete);
        handlers.put(ApiCall.CONSUMER_PAUSE, consumers::pause);
        handlers.put(ApiCall.CONSUMER_RESET, consumers::reset);
        handlers.put(ApiCall.CONSUMER_UNPIN, consumers::unpin);
    }

    /** Ends the backups and restores under way; no more begin. Any thread. */
    public void stop() {
        parts.port().execute(transfers::stop);
    }

    /** What was asked so far. Any thread. */
    public ApiStatistics statistics() {
        return parts.statistics();
    }

    /** An account may ask now: its streams answer direct gets. */
    void onAttached(String name) {
        JetStreamAccount account = parts.jetStream().account(name);
        if (account != null) {
            account.streams().forEach(stream -> parts.port().follow(name, stream));
        }
    }

    /** Serves a request; the answer may be published later. */
    public void onRequest(ApiRequest request) {
        Optional<ApiSubject> subject = ApiSubjects.DEFAULT.parse(request.subject());
        boolean isSystem = request.account().equals(parts.settings().systemAccount());
        if (isSystem && !isPassedOver(subject)) {
            answerSystem(request, subject);
            return;
        }
        Handler handler = subject.map(read -> handlers.get(read.call())).orElse(null);
        if (handler == null || subject.isEmpty()) {
            return;
        }
        boolean isInfo = isInfo(subject.get().call());
        if (isInfo && !parts.port().hasInterest(request.account(), request.reply())) {
            return; // whoever asked is gone, perhaps because the answers before were not read
        }
        PendingCalls others = isInfo ? pendingInfos : pending;
        if (!others.hasRoom(parts.port().now())) {
            parts.advisories().limitReached(1);
            return;
        }
        parts.statistics().begin();
        Call call = new Call(parts, request, subject.get());
        others.add(call);
        call.guarded(() -> handler.handle(call));
    }

    private static boolean isInfo(ApiCall call) {
        return switch (call) {
            case ACCOUNT_INFO, STREAM_NAMES, STREAM_LIST, STREAM_INFO, CONSUMER_NAMES, CONSUMER_LIST, CONSUMER_INFO ->
                true;
            default -> false;
        };
    }

    // What nats-server answers only in a cluster, and what it answers the system account.
    private static boolean isPassedOver(Optional<ApiSubject> subject) {
        return subject.filter(read -> switch (read.call()) {
                    case META_LEADER_STEPDOWN, META_RESCUE, SERVER_REMOVE, SERVER_EVACUATE, ACCOUNT_PURGE -> true;
                    default -> false;
                })
                .isPresent();
    }

    // The system account has no streams.
    private void answerSystem(ApiRequest request, Optional<ApiSubject> subject) {
        boolean asksInfo =
                subject.filter(read -> read.call() == ApiCall.ACCOUNT_INFO).isPresent();
        byte[] answer = asksInfo
                ? ErrorAnswer.of(ApiCall.ACCOUNT_INFO, ApiErrorCode.NOT_ENABLED_FOR_ACCOUNT.error())
                : ErrorAnswer.ofSystem(ApiErrorCode.NOT_ENABLED_FOR_ACCOUNT.error());
        if (request.reply().length > 0) {
            parts.port().publish(request.account(), request.reply(), new byte[0], answer);
        }
    }
}
