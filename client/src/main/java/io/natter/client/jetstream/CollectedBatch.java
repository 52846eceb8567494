package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.protocol.Nuid;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A batch that is kept here until it is committed.
 *
 * <p>Confined to one thread. Each {@link #ASKED_EVERY}th message, the first and the last are requests, so that a server that refuses is heard soon and
 * is not flooded.
 */
final class CollectedBatch implements AtomicBatch {
    private static final int ASKED_EVERY = 100;

    private final Api api;
    private final String id = Nuid.next();
    private final List<Outgoing> messages = new ArrayList<>();
    private boolean isCommitted;

    CollectedBatch(Api api) {
        this.api = api;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int size() {
        return messages.size();
    }

    @Override
    public AtomicBatch add(String subject, Object value) {
        return add(Outgoing.of(subject, value), PublishOptions.DEFAULTS);
    }

    @Override
    public AtomicBatch add(String subject, Object value, PublishOptions options) {
        return add(Outgoing.of(subject, value), options);
    }

    @Override
    public AtomicBatch add(Outgoing message, PublishOptions options) {
        requireOpen();
        if (messages.size() == MESSAGES_MAX) {
            throw new IllegalStateException("batch: got one message more, expected at most " + MESSAGES_MAX);
        }
        Feature.require(options, api.connection());
        Headers headers = PublishHeaders.of(message.headers(), options).toBuilder()
                .set(JetStreamHeaders.BATCH_ID, id)
                .set(JetStreamHeaders.BATCH_SEQUENCE, "" + (messages.size() + 1))
                .build();
        messages.add(message.withHeaders(headers));
        return this;
    }

    private void requireOpen() {
        if (isCommitted) {
            throw new IllegalStateException("batch: it is committed already");
        }
    }

    @Override
    public PubAck commit() {
        requireOpen();
        if (messages.isEmpty()) {
            throw new IllegalStateException("batch: got no message, expected at least one");
        }
        Feature.require("atomic batch", "2.12.0", api.connection());
        isCommitted = true;
        int last = messages.size() - 1;
        for (int i = 0; i < last; i++) {
            if (i % ASKED_EVERY == 0) {
                requireTaken(messages.get(i).subject(), ask(messages.get(i)));
            } else {
                api.connection().publish(messages.get(i));
            }
        }
        Outgoing commit = messages.get(last).withHeader(JetStreamHeaders.BATCH_COMMIT, "1");
        return PubAckReader.read(commit.subject(), ask(commit));
    }

    private Message ask(Outgoing message) {
        NatsConnection connection = api.connection();
        try {
            return connection.request(
                    message, RequestOptions.within(api.options().timeout()));
        } catch (NoRespondersException nobody) {
            throw ConnectedJetStream.noStream(message.subject());
        }
    }

    /** A message within a batch is answered with nothing, or with why the batch is refused. */
    private static void requireTaken(String subject, Message answer) {
        if (answer.payload().length == 0) {
            return;
        }
        Optional<ApiError> error;
        try {
            error = ApiResponse.errorOf(answer.payload());
        } catch (JsonException unreadable) {
            error = Optional.empty();
        }
        ApiError cause = error.orElseGet(
                () -> new ApiError(400, 0, "the stream stores the message by itself, not as part of a batch"));
        throw new JetStreamApiException("batch with \"" + subject + "\"", cause);
    }
}
