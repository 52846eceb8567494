package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectWriter;
import io.natter.server.core.MessageOrigin;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever listens what was asked of the API, and what became of streams (F12); consumers tell of themselves.
 *
 * <p>Confined to the api loop. Nothing is built where nobody listens.
 */
public final class ApiAdvisories {
    private static final String PREFIX = "$JS.EVENT.ADVISORY.";
    private static final byte[] NONE = {};

    private final ApiSettings settings;
    private final ApiPort port;

    ApiAdvisories(ApiSettings settings, ApiPort port) {
        this.settings = settings;
        this.port = port;
    }

    /** What became of a stream. */
    enum Action {
        /** It was made. */
        CREATE("create", "CREATED"),
        /** It was changed. */
        MODIFY("modify", "UPDATED"),
        /** It is gone. */
        DELETE("delete", "DELETED");

        private final String word;
        private final String token;

        Action(String word, String token) {
            this.word = word;
            this.token = token;
        }
    }

    /** A request was answered. */
    void audit(ApiRequest request, String response) {
        publish(request.account(), "API", "api_audit", out -> {
            out.always("server", settings.serverName());
            client(request.origin(), out);
            out.always("subject", request.subject())
                    .put("request", new String(request.payload(), UTF_8))
                    .always("response", response)
                    .put("domain", settings.domain());
        });
    }

    /** A request was dropped because too many wait. */
    void limitReached(long dropped) {
        publish(
                settings.systemAccount(),
                "API.LIMIT_REACHED",
                "api_limit_reached",
                out -> out.always("server", settings.serverName())
                        .put("domain", settings.domain())
                        .always("dropped", dropped));
    }

    void stream(String account, Action action, String stream) {
        publish(
                account,
                "STREAM." + action.token + "." + stream,
                "stream_action",
                out -> out.always("stream", stream)
                        .always("action", action.word)
                        .put("domain", settings.domain()));
    }

    void snapshotCreated(ApiRequest request, String stream, StreamState state) {
        publish(request.account(), "STREAM.SNAPSHOT_CREATE." + stream, "snapshot_create", out -> {
            out.always("stream", stream).always("state", state, StreamState.JSON);
            client(request.origin(), out);
            out.put("domain", settings.domain());
        });
    }

    void snapshotCompleted(ApiRequest request, String stream, Instant start, String error) {
        publish(request.account(), "STREAM.SNAPSHOT_COMPLETE." + stream, "snapshot_complete", out -> {
            out.always("stream", stream).always("start", start).always("end", port.now());
            client(request.origin(), out);
            out.put("domain", settings.domain()).put("error", error);
        });
    }

    void restoreCreated(ApiRequest request, String stream) {
        publish(request.account(), "STREAM.RESTORE_CREATE." + stream, "restore_create", out -> {
            out.always("stream", stream);
            client(request.origin(), out);
            out.put("domain", settings.domain());
        });
    }

    void restoreCompleted(ApiRequest request, String stream, Instant start, long bytes) {
        publish(request.account(), "STREAM.RESTORE_COMPLETE." + stream, "restore_complete", out -> {
            out.always("stream", stream)
                    .always("start", start)
                    .always("end", port.now())
                    .always("bytes", bytes);
            client(request.origin(), out);
            out.put("domain", settings.domain());
        });
    }

    private void publish(String account, String subject, String type, Consumer<ObjectWriter> rest) {
        byte[] to = (PREFIX + subject).getBytes(UTF_8);
        if (!account.isEmpty() && port.hasInterest(account, to)) {
            byte[] json = new Advisory(type, port.newId(), port.now(), rest).toJson();
            port.publish(account, to, NONE, json);
        }
    }

    private void client(@Nullable MessageOrigin origin, ObjectWriter out) {
        if (origin == null) {
            out.tree("client", null);
        } else {
            out.always("client", origin, clientForm());
        }
    }

    private JsonForm<MessageOrigin> clientForm() {
        return JsonForm.of(
                in -> {
                    throw new UnsupportedOperationException("clients are only written");
                },
                (client, out) -> out.always("start", client.since())
                        .put("host", client.host())
                        .put("id", client.connectionId())
                        .put("acc", client.account())
                        .put("user", Objects.requireNonNullElse(client.user(), ""))
                        .put("name", Objects.requireNonNullElse(client.name(), ""))
                        .put("lang", Objects.requireNonNullElse(client.language(), ""))
                        .put("ver", Objects.requireNonNullElse(client.version(), ""))
                        .put("server", settings.serverName())
                        .put("kind", "Client")
                        .put("client_type", "nats"));
    }
}
