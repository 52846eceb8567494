package io.natter.client;

/**
 * Whoever answered a request answered with an error (headers {@code Nats-Service-Error} and {@code -Code}, ADR-32).
 *
 * <p>The whole answer is {@link #reply()}.
 */
public final class ReplyErrorException extends NatsException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String description;
    private final transient Message reply;

    /** An answer that is an error; a {@link ReplyHandler} that throws one passes the request it refuses. */
    public ReplyErrorException(int code, String description, Message reply) {
        super(Outcome.REFUSED, "reply: error " + code + ": " + description, null);
        this.code = code;
        this.description = description;
        this.reply = reply;
    }

    /** The answerer's code, such as 400 or 500. */
    public int code() {
        return code;
    }

    /** The answerer's words. */
    public String description() {
        return description;
    }

    /** The answer, with all its headers. */
    public Message reply() {
        return reply;
    }
}
