package io.natter.protocol.jetstream;

import org.jspecify.annotations.Nullable;

/**
 * What a message without payload says in the first line of its headers (c.7).
 *
 * <p>Immutable. Texts that go on with figures or a reason are known by their beginning.
 */
public enum ApiStatus {
    /** Nobody answers this request. */
    NO_RESPONDERS(503, "", false),
    /** The consumer has nothing to deliver, but is there. */
    IDLE_HEARTBEAT(100, "Idle Heartbeat", false),
    /** The consumer waits for an answer before it delivers more. */
    FLOW_CONTROL_REQUEST(100, "FlowControl Request", false),
    /** There is nothing to be had without waiting. */
    NO_MESSAGES(404, "No Messages", false),
    /** The request has expired. */
    REQUEST_TIMEOUT(408, "Request Timeout", false),
    /** Others wait already. */
    REQUESTS_PENDING(408, "Requests Pending", false),
    /** Whoever asked from another account has gone. */
    INTEREST_EXPIRED(408, "Interest Expired", false),
    /** The consumer is none to be asked. */
    CONSUMER_IS_PUSH_BASED(409, "Consumer is push based", false),
    /** The consumer has gone. */
    CONSUMER_DELETED(409, "Consumer Deleted", false),
    /** Another server leads now. */
    LEADERSHIP_CHANGE(409, "Leadership Change", false),
    /** The server is about to go. */
    SERVER_SHUTDOWN(409, "Server Shutdown", false),
    /** The next message is larger than what was asked for. */
    MESSAGE_SIZE_EXCEEDS_MAX_BYTES(409, "Message Size Exceeds MaxBytes", false),
    /** All messages came before the bytes were used up. */
    BATCH_COMPLETED(409, "Batch Completed", false),
    /** Too many requests wait. */
    EXCEEDED_MAX_WAITING(409, "Exceeded MaxWaiting", false),
    /** More messages were asked for than the consumer allows. */
    EXCEEDED_MAX_REQUEST_BATCH(409, "Exceeded MaxRequestBatch of ", true),
    /** More time was asked for than the consumer allows. */
    EXCEEDED_MAX_REQUEST_EXPIRES(409, "Exceeded MaxRequestExpires of ", true),
    /** More bytes were asked for than the consumer allows. */
    EXCEEDED_MAX_REQUEST_MAX_BYTES(409, "Exceeded MaxRequestMaxBytes of ", true),
    /** The request cannot be read, or is not for this consumer. */
    BAD_REQUEST(400, "Bad Request - ", true),
    /** The request needs a newer server. */
    REQUIRED_API_LEVEL(412, "Required Api Level", false),
    /** Another client is pinned. */
    WRONG_PIN_ID(423, "Nats-Wrong-Pin-Id", false),
    /** The id is not the one that was given. */
    PIN_ID_MISMATCH(423, "Nats-Pin-Id mismatch", false),
    /** There is no such message. */
    MESSAGE_NOT_FOUND(404, "Message Not Found", false),
    /** There are no such messages. */
    NO_RESULTS(404, "No Results", false),
    /** A direct get asks for nothing. */
    EMPTY_REQUEST(408, "Empty Request", false),
    /** A direct get cannot be read. */
    MALFORMED_REQUEST(408, "Malformed Request", false),
    /** A direct get contradicts itself. */
    BAD_DIRECT_REQUEST(408, "Bad Request", false),
    /** A direct get would return too much. */
    TOO_MANY_RESULTS(413, "Too Many Results", false),
    /** A batch of a direct get ends here. */
    END_OF_BATCH(204, "EOB", false),
    /** The stream has too much to do. */
    TOO_MANY_REQUESTS(429, "Too Many Requests", false);

    private static final ApiStatus[] ALL = values();

    private final int code;
    private final String text;
    private final boolean goesOn;

    ApiStatus(int code, String text, boolean goesOn) {
        this.code = code;
        this.text = text;
        this.goesOn = goesOn;
    }

    /** The status of a code and its text, or null where it is none of these; the case of letters does not matter. */
    public static @Nullable ApiStatus of(int code, String text) {
        for (ApiStatus status : ALL) {
            boolean isLong =
                    status.goesOn ? text.length() >= status.text.length() : text.length() == status.text.length();
            if (status.code == code && isLong && text.regionMatches(true, 0, status.text, 0, status.text.length())) {
                return status;
            }
        }
        return null;
    }

    /** The number. */
    public int code() {
        return code;
    }

    /** The text, or what it begins with. */
    public String text() {
        return text;
    }

    /** Whether figures or a reason follow the text. */
    public boolean goesOn() {
        return goesOn;
    }

    /** The header block that says it, without further headers; {@code detail} goes on where the text does. */
    public String headerBlock(String detail) {
        String words = text + (goesOn ? detail : "");
        return "NATS/1.0 " + code + (words.isEmpty() ? "" : " " + words) + "\r\n\r\n";
    }
}
