package io.natter.server.monitor;

import java.nio.charset.StandardCharsets;

/** A page as it is sent. Immutable: nobody writes to the body. */
final class PageReply {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final int status;
    private final String contentType;
    private final byte[] body;

    PageReply(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    static PageReply json(byte[] body) {
        return json(200, body);
    }

    static PageReply json(int status, byte[] body) {
        return new PageReply(status, JSON, body);
    }

    static PageReply text(int status, String body) {
        return new PageReply(status, TEXT, body.getBytes(StandardCharsets.UTF_8));
    }

    static PageReply html(String body) {
        return new PageReply(200, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to an option that makes no sense. */
    static PageReply badRequest(String why) {
        return text(400, why);
    }

    /** The answer to a path that no page has. */
    static PageReply notFound() {
        return text(404, "404 page not found\n");
    }

    /** The answer where there is nothing to say. */
    static PageReply noContent() {
        return new PageReply(204, TEXT, new byte[0]);
    }

    boolean isJson() {
        return contentType.equals(JSON);
    }

    /** The HTTP status code. */
    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    /** The bytes to send; not to be written to. */
    byte[] body() {
        return body;
    }
}
