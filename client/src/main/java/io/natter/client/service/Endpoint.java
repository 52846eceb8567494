package io.natter.client.service;

import io.natter.client.CodecException;
import io.natter.client.ReplyHandler;
import io.natter.client.SubscribeOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something a service answers (ADR-32).
 *
 * <p>Immutable; {@code with} methods give changed copies. Its handler runs for one request at a time, unless it is given more
 * {@linkplain #withConcurrency concurrency}.
 *
 * @param name for people and tools; letters, digits, dash and underscore
 * @param subject where it listens, behind the prefix of its group; may hold wildcards
 * @param handler who answers
 * @param queueGroup the group whose members share its requests; null for that of its group, empty for none
 * @param metadata facts about it
 * @param statsData what to add to its figures whenever they are asked for, as a tree of Map, List, String, Number and Boolean; null for nothing
 * @param concurrency handlers at work at once, from 1
 */
public record Endpoint(
        String name,
        String subject,
        ReplyHandler handler,
        @Nullable String queueGroup,
        Map<String, String> metadata,
        @Nullable Supplier<? extends @Nullable Object> statsData,
        int concurrency) {
    /** The entry of the metadata that holds the schema of requests. */
    public static final String REQUEST_SCHEMA = "request_schema";

    /** The entry of the metadata that holds the schema of answers. */
    public static final String RESPONSE_SCHEMA = "response_schema";

    private static final int BAD_REQUEST = 400;

    /** Copies the metadata and checks the rest. */
    public Endpoint {
        metadata = Map.copyOf(metadata);
        Names.requireName("endpoint name", name);
        Names.requireSubject("endpoint subject", subject);
        if (queueGroup != null && !queueGroup.isEmpty()) {
            Names.requireQueueGroup(queueGroup);
        }
        SubscribeOptions.DEFAULTS.withConcurrency(concurrency); // checks the range
    }

    /** An endpoint that listens where its name says. */
    public static Endpoint of(String name, ReplyHandler handler) {
        return new Endpoint(name, name, handler, null, Map.of(), null, 1);
    }

    /** The same for requests that are values; those that cannot be read are answered with error 400. */
    public static <T> Endpoint of(String name, Class<T> type, EndpointHandler<T> handler) {
        return of(name, request -> {
            T value;
            try {
                value = request.as(type);
            } catch (CodecException unreadable) {
                throw new ServiceErrorException(BAD_REQUEST, String.valueOf(unreadable.getMessage()));
            }
            return handler.answer(value, request);
        });
    }

    /** The same that listens elsewhere. */
    public Endpoint withSubject(String subject) {
        return new Endpoint(name, subject, handler, queueGroup, metadata, statsData, concurrency);
    }

    /** The same in a queue group of its own. */
    public Endpoint withQueueGroup(String queueGroup) {
        return new Endpoint(name, subject, handler, queueGroup, metadata, statsData, concurrency);
    }

    /** The same without a queue group: every instance answers every request. */
    public Endpoint withoutQueueGroup() {
        return withQueueGroup("");
    }

    /** The same with these facts. */
    public Endpoint withMetadata(Map<String, String> metadata) {
        return new Endpoint(name, subject, handler, queueGroup, metadata, statsData, concurrency);
    }

    /** The same with the schemas of requests and answers in its metadata, for people and tools to read; nothing is checked against them. */
    public Endpoint withSchema(String request, String response) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put(REQUEST_SCHEMA, request);
        more.put(RESPONSE_SCHEMA, response);
        return withMetadata(more);
    }

    /** The same with something of its own in its figures. */
    public Endpoint withStatsData(Supplier<? extends @Nullable Object> statsData) {
        return new Endpoint(name, subject, handler, queueGroup, metadata, statsData, concurrency);
    }

    /** The same with so many requests answered at once, in no order. */
    public Endpoint withConcurrency(int concurrency) {
        return new Endpoint(name, subject, handler, queueGroup, metadata, statsData, concurrency);
    }
}
