package io.natter.client.service;

import io.natter.client.Message;
import io.natter.client.Outgoing;
import io.natter.client.ReplyErrorException;
import io.natter.client.Subscription;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint at work: hands requests to its handler, sends what it answers, counts and measures.
 *
 * <p>Thread-safe. Its figures are exact between requests; while some are under way a snapshot may miss them.
 */
final class LiveEndpoint {
    private static final String ERROR = "Nats-Service-Error";
    private static final String ERROR_CODE = "Nats-Service-Error-Code";
    private static final int INTERNAL = 500;
    private static final int DESCRIPTION_CHARS_MAX = 1024;
    private static final byte[] NOTHING = new byte[0];

    private final Endpoint endpoint;
    private final String subject;
    private final @Nullable String queueGroup;
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder processingNs = new LongAdder();
    private volatile String lastError = "";
    private volatile @Nullable Subscription subscription;

    LiveEndpoint(Endpoint endpoint, String subject, @Nullable String queueGroup) {
        this.endpoint = endpoint;
        this.subject = subject;
        this.queueGroup = queueGroup;
    }

    String subject() {
        return subject;
    }

    void subscribed(Subscription subscription) {
        this.subscription = subscription;
    }

    @Nullable
    Subscription subscription() {
        return subscription;
    }

    /** Answers one request; an error that was not chosen is thrown on, so that the connection's listeners hear of it. */
    void handle(Message request) throws Exception {
        long start = System.nanoTime();
        requests.increment();
        try {
            respond(request, endpoint.handler().reply(request));
        } catch (ServiceErrorException chosen) {
            refuse(request, chosen);
        } catch (ReplyErrorException passedOn) {
            refuse(request, new ServiceErrorException(passedOn.code(), passedOn.description()));
        } catch (Throwable failure) {
            refuse(request, new ServiceErrorException(INTERNAL, description(failure)));
            throw failure;
        } finally {
            processingNs.add(System.nanoTime() - start);
        }
    }

    private static void respond(Message request, @Nullable Object answer) {
        if (request.replyTo() == null) {
            return;
        }
        if (answer instanceof Outgoing outgoing) {
            request.respond(outgoing.value(), outgoing.headers());
        } else {
            request.respond(answer == null ? NOTHING : answer);
        }
    }

    private void refuse(Message request, ServiceErrorException error) {
        failed(error.code() + ":" + error.description());
        if (request.replyTo() == null) {
            return;
        }
        Headers headers = error.headers().toBuilder()
                .set(ERROR, oneLine(error.description()))
                .set(ERROR_CODE, Integer.toString(error.code()))
                .build();
        request.respond(error.body(), headers);
    }

    /** Counts an error. */
    void failed(String text) {
        errors.increment();
        lastError = oneLine(text);
    }

    private static String description(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }

    private static String oneLine(String text) {
        String line = text.replace('\r', ' ').replace('\n', ' ');
        return line.length() > DESCRIPTION_CHARS_MAX ? line.substring(0, DESCRIPTION_CHARS_MAX) : line;
    }

    EndpointInfo info() {
        return new EndpointInfo(endpoint.name(), subject, queueGroup == null ? "" : queueGroup, endpoint.metadata());
    }

    EndpointStats stats() {
        long count = requests.sum();
        long totalNs = processingNs.sum();
        return new EndpointStats(
                endpoint.name(),
                subject,
                queueGroup == null ? "" : queueGroup,
                count,
                errors.sum(),
                lastError,
                Duration.ofNanos(totalNs),
                Duration.ofNanos(count == 0 ? 0 : totalNs / count),
                data());
    }

    private @Nullable Object data() {
        Supplier<? extends @Nullable Object> supplier = endpoint.statsData();
        try {
            return supplier == null ? null : supplier.get();
        } catch (RuntimeException failure) {
            return Map.of("error", description(failure)); // The figures are wanted all the same.
        }
    }

    void reset() {
        requests.reset();
        errors.reset();
        processingNs.reset();
        lastError = "";
    }
}
