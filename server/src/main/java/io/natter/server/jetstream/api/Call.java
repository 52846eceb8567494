package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ApiSubject;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.stream.Stream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request being served: reads its body, and is answered once.
 *
 * <p>Confined to the api loop, but for what says that any thread may ask.
 */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final byte[] NONE = {};

    private final ApiParts parts;
    private final ApiRequest request;
    private final ApiSubject subject;
    private final Instant begun;
    private boolean isOver;

    Call(ApiParts parts, ApiRequest request, ApiSubject subject) {
        this.parts = parts;
        this.request = request;
        this.subject = subject;
        this.begun = parts.port().now();
    }

    // --- Any thread

    ApiRequest request() {
        return request;
    }

    ApiSubject subject() {
        return subject;
    }

    /**
     * The body, strictly read where the server is strict.
     *
     * @throws RefusedException if it is not well-formed, or not of that form (10025)
     */
    <T> T body(JsonForm<T> form) {
        return body(form, parts.settings().isStrict());
    }

    /** The same where nobody is strict about what it does not know. */
    <T> T lenientBody(JsonForm<T> form) {
        return body(form, false);
    }

    private <T> T body(JsonForm<T> form, boolean isStrict) {
        byte[] json = request.payload().length == 0 ? new byte[] {'{', '}'} : request.payload();
        try {
            return isStrict ? form.readStrict(json, 0, json.length) : form.read(json);
        } catch (JsonException e) {
            throw new RefusedException(ApiErrorCode.INVALID_JSON, String.valueOf(e.getMessage()));
        }
    }

    /** The body where it is an object, and what an empty object stands for where it is something else. */
    <T> T bodyOrEmpty(JsonForm<T> form) {
        return request.isObjectOrArray() ? body(form) : form.read(new byte[] {'{', '}'});
    }

    /** Answers, on the api loop. */
    <T> void answerLater(JsonForm<T> form, T body) {
        parts.port().execute(() -> answer(form, body));
    }

    /** Answers with an error, on the api loop. */
    void failLater(ApiError error) {
        parts.port().execute(() -> fail(error));
    }

    /** Goes on with something on the api loop; where it is refused, that is the answer. */
    void resume(Runnable rest) {
        parts.port().execute(() -> guarded(rest));
    }

    /** Goes on with something on a stream's loop; where it is refused, that is the answer. */
    void on(Stream stream, Runnable rest) {
        stream.executeCall(() -> {
            try {
                rest.run();
            } catch (RefusedException refused) {
                failLater(refused.error());
            } catch (RuntimeException defect) {
                failLater(unexpected(defect));
            }
        });
    }

    // --- The api loop

    /** Does something now; where it is refused, that is the answer. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RefusedException refused) {
            fail(refused.error());
        } catch (RuntimeException defect) {
            fail(unexpected(defect));
        }
    }

    // Whoever asked is told, so that nobody waits, and nothing waits behind it.
    private ApiError unexpected(RuntimeException defect) {
        LOG.error("request to {} ended unexpectedly", request.subject(), defect);
        return ApiErrorCode.CLUSTER_NOT_AVAILABLE.error();
    }

    /**
     * The account, once it is clear that the request can be served.
     *
     * @throws RefusedException if the request asks for a newer API (10185), or the account has no JetStream (10039)
     */
    JetStreamAccount account() {
        checkLevel();
        JetStreamAccount account = parts.jetStream().account(request.account());
        if (account == null) {
            throw new RefusedException(ApiErrorCode.NOT_ENABLED_FOR_ACCOUNT);
        }
        return account;
    }

    void checkLevel() {
        String required = request.header(JetStreamHeaders.REQUIRED_API_LEVEL);
        if (required != null && !required.isEmpty() && !ApiLevel.isSupported(required)) {
            throw new RefusedException(ApiErrorCode.REQUIRED_API_LEVEL);
        }
    }

    /**
     * The stream the subject names.
     *
     * @throws RefusedException if there is none (10059), or as {@link #account} does
     */
    Stream stream() {
        return stream(account());
    }

    /** The stream of that account. */
    Stream stream(JetStreamAccount account) {
        Stream stream = account.stream(subject.stream());
        if (stream == null) {
            throw new RefusedException(ApiErrorCode.STREAM_NOT_FOUND);
        }
        return stream;
    }

    /** Answers. */
    <T> void answer(JsonForm<T> form, T body) {
        answer(NONE, ApiResponse.form(form).write(ApiResponse.of(subject.call(), body)));
    }

    /** Answers with a text that is there already, and perhaps headers. */
    void answer(byte[] headers, byte[] json) {
        finish(headers, json, false);
    }

    /** Answers with an error. */
    void fail(ApiError error) {
        finish(NONE, ErrorAnswer.of(subject.call(), error), true);
    }

    /** Answers without counting, as nats-server does where a message is the answer. */
    <T> void answerUncounted(JsonForm<T> form, T body) {
        if (end()) {
            send(NONE, ApiResponse.form(form).write(ApiResponse.of(subject.call(), body)));
        }
    }

    /** Whether it was answered, or never will be. */
    boolean isOver() {
        return isOver;
    }

    /** Whether it began before that time. */
    boolean isOlderThan(Instant time) {
        return begun.isBefore(time);
    }

    /** Answers nothing. */
    void ignore() {
        end();
    }

    private void finish(byte[] headers, byte[] json, boolean isError) {
        if (!end()) {
            return;
        }
        parts.statistics().count(request.account(), isError);
        send(headers, json);
        boolean isReset = subject.call() == ApiCall.CONSUMER_RESET; // answered by consumers there, which audit nothing
        if (!isReset) {
            parts.advisories().audit(request, new String(json, UTF_8));
        }
    }

    private void send(byte[] headers, byte[] json) {
        if (request.reply().length > 0) {
            parts.port().publish(request.account(), request.reply(), headers, json);
        }
    }

    private boolean end() {
        if (isOver) {
            return false;
        }
        isOver = true;
        parts.statistics().end();
        return true;
    }

    /** A header of the request, or null. */
    @Nullable
    String header(String name) {
        return request.header(name);
    }
}
