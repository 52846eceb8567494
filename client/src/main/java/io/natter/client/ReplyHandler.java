package io.natter.client;

/** Answers requests. */
@FunctionalInterface
public interface ReplyHandler {
    /**
     * The answer: bytes, a text, any value with a codec, or an {@link Outgoing} whose headers count and whose subject
     * does not. An exception becomes an error reply (code 500, or that of a {@link ReplyErrorException}).
     */
    Object reply(Message request) throws Exception;
}
