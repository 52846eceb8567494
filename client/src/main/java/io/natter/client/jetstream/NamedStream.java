package io.natter.client.jetstream;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerAction;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ConsumerList;
import io.natter.protocol.jetstream.ConsumerNames;
import io.natter.protocol.jetstream.ListRequest;
import io.natter.protocol.jetstream.MessageDeleteRequest;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.PurgeResult;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoPage;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.Success;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream through requests with its name. Thread-safe. */
final class NamedStream implements StreamContext {
    private final JetStream jetStream;
    private final Api api;
    private final String name;
    private final StoredMessages stored;
    private volatile @Nullable StreamInfo cached;

    NamedStream(JetStream jetStream, Api api, String name, @Nullable StreamInfo cached) {
        this.jetStream = jetStream;
        this.api = api;
        this.name = name;
        this.cached = cached;
        this.stored = new StoredMessages(api, name, () -> cachedInfo().config().allowDirect());
    }

    /** What a call returns, or nothing where it fails because something is not there. */
    static <T> Optional<T> unlessAbsent(ApiErrorCode absence, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (JetStreamApiException refused) {
            if (refused.is(absence)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StreamInfo info() {
        StreamInfo info = api.call(ApiCall.STREAM_INFO, name, Api.EMPTY, StreamInfo.JSON);
        cached = info;
        return info;
    }

    @Override
    public StreamInfo cachedInfo() {
        StreamInfo known = cached;
        return known != null ? known : info();
    }

    @Override
    public Map<String, Long> subjects(String filter) {
        Map<String, Long> all = new LinkedHashMap<>();
        StreamInfoPage page;
        do {
            byte[] request = StreamInfoRequest.JSON.write(new StreamInfoRequest(all.size(), false, filter));
            page = api.call(ApiCall.STREAM_INFO, name, request, StreamInfoPage.JSON);
            all.putAll(page.info().state().subjects());
        } while (!page.info().state().subjects().isEmpty() && all.size() < page.total());
        return Map.copyOf(all);
    }

    @Override
    public List<Long> deletedSequences() {
        byte[] request = StreamInfoRequest.JSON.write(new StreamInfoRequest(0, true, ""));
        return api.call(ApiCall.STREAM_INFO, name, request, StreamInfo.JSON)
                .state()
                .deleted();
    }

    // ---- messages ----

    @Override
    public long purge() {
        return purge(PurgeRequest.ALL);
    }

    @Override
    public long purge(String filter) {
        return purge(new PurgeRequest(0, filter, 0));
    }

    @Override
    public long purge(PurgeRequest request) {
        return api.call(ApiCall.STREAM_PURGE, name, PurgeRequest.JSON.write(request), PurgeResult.JSON)
                .purged();
    }

    @Override
    public Optional<StreamMessage> message(long sequence) {
        return stored.one(MessageGetRequest.builder().sequence(sequence).build());
    }

    @Override
    public Optional<StreamMessage> lastMessage(String subject) {
        return stored.last(subject);
    }

    @Override
    public Optional<StreamMessage> nextMessage(long fromSequence, String filter) {
        return stored.one(MessageGetRequest.builder()
                .sequence(fromSequence)
                .nextBySubject(filter)
                .build());
    }

    @Override
    public List<StreamMessage> messages(MessageGetRequest request) {
        return stored.many(request);
    }

    @Override
    public List<StreamMessage> lastMessages(List<String> filters) {
        return stored.many(MessageGetRequest.builder().multiLast(filters).build());
    }

    @Override
    public boolean deleteMessage(long sequence) {
        return delete(new MessageDeleteRequest(sequence, true));
    }

    @Override
    public boolean eraseMessage(long sequence) {
        return delete(new MessageDeleteRequest(sequence, false));
    }

    private boolean delete(MessageDeleteRequest request) {
        try {
            api.call(ApiCall.MESSAGE_DELETE, name, MessageDeleteRequest.JSON.write(request), Success.JSON);
            return true;
        } catch (JetStreamApiException refused) {
            boolean isAbsent = refused.is(ApiErrorCode.SEQUENCE_NOT_FOUND)
                    || refused.is(ApiErrorCode.STREAM_MESSAGE_DELETE_FAILED);
            if (isAbsent) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public Counters counters() {
        return new StoredCounters(jetStream, this);
    }

    // ---- consumers ----

    @Override
    public ConsumerContext createConsumer(ConsumerConfig config) {
        return configured(config, ConsumerAction.CREATE);
    }

    @Override
    public ConsumerContext updateConsumer(ConsumerConfig config) {
        return configured(config, ConsumerAction.UPDATE);
    }

    @Override
    public ConsumerContext createOrUpdateConsumer(ConsumerConfig config) {
        return configured(config, ConsumerAction.CREATE_OR_UPDATE);
    }

    private ConsumerContext configured(ConsumerConfig config, ConsumerAction action) {
        ConsumerCreation creation = ConsumerCreation.of(name, config, action);
        ConsumerInfo info = creation.on(api);
        return new NamedConsumer(api, name, info.name(), info);
    }

    @Override
    public ConsumerContext consumer(String consumer) {
        Names.require("consumer", consumer);
        return new NamedConsumer(api, name, consumer, null);
    }

    @Override
    public Optional<ConsumerContext> findConsumer(String consumer) {
        ConsumerContext found = consumer(consumer);
        return unlessAbsent(ApiErrorCode.CONSUMER_NOT_FOUND, found::info).map(info -> found);
    }

    @Override
    public boolean deleteConsumer(String consumer) {
        return consumer(consumer).delete();
    }

    @Override
    public List<ConsumerInfo> consumers() {
        return Pages.all(offset -> {
            byte[] request = ListRequest.JSON.write(new ListRequest(offset, ""));
            ConsumerList page = api.call(ApiCall.CONSUMER_LIST, name, request, ConsumerList.JSON);
            return new Pages.Page<>(page.total(), page.consumers());
        });
    }

    @Override
    public List<String> consumerNames() {
        return Pages.all(offset -> {
            byte[] request = ListRequest.JSON.write(new ListRequest(offset, ""));
            ConsumerNames page = api.call(ApiCall.CONSUMER_NAMES, name, request, ConsumerNames.JSON);
            return new Pages.Page<>(page.total(), page.consumers());
        });
    }

    @Override
    public OrderedConsumer orderedConsumer() {
        return orderedConsumer(OrderedOptions.DEFAULTS);
    }

    @Override
    public OrderedConsumer orderedConsumer(OrderedOptions options) {
        return new RenewedConsumer(api, name, options);
    }

    // ---- the whole ----

    @Override
    public StreamCluster cluster() {
        return new NamedStreamCluster(api, this);
    }

    @Override
    public SnapshotDescription backup(Path directory, BackupOptions options) throws IOException {
        return new BackupDirectory(directory).write(out -> backup(out, options));
    }

    @Override
    public SnapshotDescription backup(OutputStream out, BackupOptions options) throws IOException {
        return new IncomingBackup(api, name, options).run(out);
    }

    @Override
    public boolean delete() {
        return jetStream.deleteStream(name);
    }
}
