package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.RetryPolicy;
import io.natter.protocol.jetstream.AccountInfo;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ListRequest;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamList;
import io.natter.protocol.jetstream.StreamNames;
import io.natter.protocol.jetstream.StreamRequest;
import io.natter.protocol.jetstream.Success;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** JetStream through requests of a connection. Thread-safe. */
final class ConnectedJetStream implements JetStream {
    private final Api api;

    ConnectedJetStream(NatsConnection connection, JetStreamOptions options) {
        this.api = new Api(connection, options);
    }

    @Override
    public NatsConnection connection() {
        return api.connection();
    }

    @Override
    public JetStreamOptions options() {
        return api.options();
    }

    // ---- publishing ----

    @Override
    public PubAck publish(String subject, Object value) {
        return publish(Outgoing.of(subject, value), PublishOptions.DEFAULTS);
    }

    @Override
    public PubAck publish(String subject, Object value, PublishOptions options) {
        return publish(Outgoing.of(subject, value), options);
    }

    @Override
    public PubAck publish(Outgoing message, PublishOptions options) {
        try {
            return PubAckReader.read(
                    message.subject(), connection().request(prepared(message, options), waiting(options)));
        } catch (NoRespondersException nobody) {
            throw noStream(message.subject());
        }
    }

    @Override
    public CompletableFuture<PubAck> publishAsync(String subject, Object value) {
        return publishAsync(Outgoing.of(subject, value), PublishOptions.DEFAULTS);
    }

    @Override
    public CompletableFuture<PubAck> publishAsync(Outgoing message, PublishOptions options) {
        return connection()
                .requestAsync(prepared(message, options), waiting(options))
                .handle((answer, failure) -> acknowledged(message.subject(), answer, failure));
    }

    private static PubAck acknowledged(String subject, Message answer, Throwable failure) {
        if (failure == null) {
            return PubAckReader.read(subject, answer);
        }
        Throwable cause = Api.cause(failure);
        throw new CompletionException(cause instanceof NoRespondersException ? noStream(subject) : cause);
    }

    private Outgoing prepared(Outgoing message, PublishOptions options) {
        if (options.equals(PublishOptions.DEFAULTS)) {
            return message;
        }
        Feature.require(options, connection());
        return message.withHeaders(PublishHeaders.of(message.headers(), options));
    }

    private RequestOptions waiting(PublishOptions options) {
        Duration timeout = options.timeout();
        RetryPolicy retry = options.retry();
        return new RequestOptions(
                timeout == null ? options().timeout() : timeout,
                retry == null ? options().publishRetry() : retry);
    }

    static NoRespondersException noStream(String subject) {
        return new NoRespondersException(
                "publish to \"" + subject + "\": no stream takes it, or its stream has no leader now");
    }

    @Override
    public JetStreamPublisher publisher() {
        return publisher(PublisherOptions.DEFAULTS);
    }

    @Override
    public JetStreamPublisher publisher(PublisherOptions options) {
        return WindowedPublisher.open(api, options);
    }

    @Override
    public AtomicBatch atomicBatch() {
        return new CollectedBatch(api);
    }

    @Override
    public FastBatch fastBatch() {
        return fastBatch(FastBatchOptions.DEFAULTS);
    }

    @Override
    public FastBatch fastBatch(FastBatchOptions options) {
        return FlowingBatch.open(api, options);
    }

    // ---- streams ----

    @Override
    public StreamContext createStream(StreamConfig config) {
        return configured(ApiCall.STREAM_CREATE, config);
    }

    @Override
    public StreamContext updateStream(StreamConfig config) {
        return configured(ApiCall.STREAM_UPDATE, config);
    }

    @Override
    public StreamContext createOrUpdateStream(StreamConfig config) {
        try {
            return createStream(config);
        } catch (JetStreamApiException refused) {
            if (!refused.is(ApiErrorCode.STREAM_NAME_EXISTS)) {
                throw refused;
            }
        }
        return updateStream(config);
    }

    private StreamContext configured(ApiCall call, StreamConfig config) {
        Names.require("stream", config.name());
        Feature.require(config, connection());
        byte[] request = StreamRequest.JSON.write(new StreamRequest(config, false));
        StreamInfo info = api.call(call, config.name(), request, StreamInfo.JSON);
        Echo.requireKept(StreamConfig.JSON, config, info.config(), Set.of(), ServerVersion.of(connection()));
        return new NamedStream(this, api, config.name(), info);
    }

    @Override
    public StreamContext stream(String name) {
        Names.require("stream", name);
        return new NamedStream(this, api, name, null);
    }

    @Override
    public Optional<StreamContext> findStream(String name) {
        StreamContext stream = stream(name);
        return NamedStream.unlessAbsent(ApiErrorCode.STREAM_NOT_FOUND, stream::info)
                .map(info -> stream);
    }

    @Override
    public Optional<StreamContext> findStreamBySubject(String subject) {
        byte[] request = ListRequest.JSON.write(new ListRequest(0, subject));
        return api.call(ApiCall.STREAM_NAMES, request, StreamNames.JSON).streams().stream()
                .findFirst()
                .map(this::stream);
    }

    @Override
    public boolean deleteStream(String name) {
        Names.require("stream", name);
        return NamedStream.unlessAbsent(
                        ApiErrorCode.STREAM_NOT_FOUND,
                        () -> api.call(ApiCall.STREAM_DELETE, name, Api.EMPTY, Success.JSON))
                .isPresent();
    }

    @Override
    public StreamContext restoreStream(Path directory, RestoreOptions options) throws IOException {
        BackupDirectory backup = new BackupDirectory(directory);
        SnapshotDescription description = backup.description();
        try (InputStream archive = backup.archive()) {
            return restoreStream(description, archive, options);
        }
    }

    @Override
    public StreamContext restoreStream(SnapshotDescription backup, InputStream in, RestoreOptions options)
            throws IOException {
        String name = backup.config().name();
        Names.require("stream", name);
        return new NamedStream(this, api, name, new OutgoingBackup(api, backup, options).run(in));
    }

    @Override
    public List<StreamInfo> streams() {
        return streams("");
    }

    @Override
    public List<StreamInfo> streams(String subjectFilter) {
        return Pages.all(offset -> {
            byte[] request = ListRequest.JSON.write(new ListRequest(offset, subjectFilter));
            StreamList page = api.call(ApiCall.STREAM_LIST, request, StreamList.JSON);
            return new Pages.Page<>(page.total(), page.streams());
        });
    }

    @Override
    public List<String> streamNames() {
        return streamNames("");
    }

    @Override
    public List<String> streamNames(String subjectFilter) {
        return Pages.all(offset -> {
            byte[] request = ListRequest.JSON.write(new ListRequest(offset, subjectFilter));
            StreamNames page = api.call(ApiCall.STREAM_NAMES, request, StreamNames.JSON);
            return new Pages.Page<>(page.total(), page.streams());
        });
    }

    @Override
    public AccountInfo accountInfo() {
        return api.call(ApiCall.ACCOUNT_INFO, Api.EMPTY, AccountInfo.JSON);
    }
}
