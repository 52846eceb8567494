package io.natter.client.service;

import io.natter.client.NatsException;
import io.natter.client.Outcome;
import io.natter.protocol.wire.Headers;

/**
 * A handler's way to answer a request with an error (ADR-32).
 *
 * <p>The requester sees headers {@code Nats-Service-Error} and {@code Nats-Service-Error-Code}, and whatever is added here.
 */
public final class ServiceErrorException extends NatsException {
    private static final long serialVersionUID = 1L;

    private static final byte[] NOTHING = new byte[0];

    private final int code;
    private final String description;
    private final transient Object body;
    private final transient Headers headers;

    private ServiceErrorException(int code, String description, Object body, Headers headers) {
        super(Outcome.REFUSED, "service: error " + code + ": " + description, null);
        this.code = code;
        this.description = description;
        this.body = body;
        this.headers = headers;
    }

    /**
     * An error to answer with.
     *
     * @param code what kind of error, in the manner of HTTP: 400 for a bad request, 500 for a failure
     * @param description for people
     */
    public ServiceErrorException(int code, String description) {
        this(code, description, NOTHING, Headers.NONE);
    }

    /** The same with a payload: bytes, a text, or any value with a codec. */
    public ServiceErrorException withBody(Object body) {
        return new ServiceErrorException(code, description, body, headers);
    }

    /** The same with more headers. */
    public ServiceErrorException withHeaders(Headers headers) {
        return new ServiceErrorException(code, description, body, headers);
    }

    /** What kind of error. */
    public int code() {
        return code;
    }

    /** For people. */
    public String description() {
        return description;
    }

    /** The payload of the answer; empty by default. */
    public Object body() {
        return body;
    }

    /** Headers of the answer besides those of the error. */
    public Headers headers() {
        return headers;
    }
}
