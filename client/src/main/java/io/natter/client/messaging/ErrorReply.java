package io.natter.client.messaging;

import io.natter.client.Message;
import io.natter.client.ReplyErrorException;
import io.natter.protocol.wire.Headers;
import org.jspecify.annotations.Nullable;

/** Answers that are errors (ADR-32): headers {@code Nats-Service-Error} and {@code Nats-Service-Error-Code}. Pure functions. */
final class ErrorReply {
    static final String TEXT = "Nats-Service-Error";
    static final String CODE = "Nats-Service-Error-Code";

    private static final int INTERNAL = 500;
    private static final int TEXT_CHARS_MAX = 1024;

    private ErrorReply() {}

    /** Whether the headers are those of an error. */
    static boolean isOne(Headers headers) {
        return headers.first(CODE) != null || headers.first(TEXT) != null;
    }

    /** The headers that tell of a handler's failure. */
    static Headers headers(Throwable failure) {
        int code = failure instanceof ReplyErrorException error ? error.code() : INTERNAL;
        return Headers.builder()
                .add(TEXT, oneLine(description(failure)))
                .add(CODE, Integer.toString(code))
                .build();
    }

    /** Throws if the answer is an error. */
    static void check(Message reply) {
        if (!reply.isError()) {
            return;
        }
        Headers headers = reply.headers();
        Headers.Status status = headers.status();
        if (status != null) {
            throw new ReplyErrorException(status.code(), status.description(), reply);
        }
        String text = headers.first(TEXT);
        throw new ReplyErrorException(code(headers.first(CODE)), text == null ? "" : text, reply);
    }

    private static int code(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return INTERNAL;
        }
        return Integer.parseInt(text);
    }

    private static String description(Throwable failure) {
        if (failure instanceof ReplyErrorException error) {
            return error.description();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }

    private static String oneLine(String text) {
        String line = text.replace('\r', ' ').replace('\n', ' ');
        return line.length() > TEXT_CHARS_MAX ? line.substring(0, TEXT_CHARS_MAX) : line;
    }
}
