package io.natter.client.service;

import io.natter.client.Message;

/**
 * Answers requests that are values of a type.
 *
 * @param <T> type of the requests
 */
@FunctionalInterface
public interface EndpointHandler<T> {
    /**
     * The answer: bytes, a text, any value with a codec, or an {@link io.natter.client.Outgoing} whose headers count and whose subject does not.
     *
     * @param value the request as a value
     * @param request the message it came in
     * @throws ServiceErrorException to answer with an error of one's own choice; any other exception is answered as error 500
     */
    Object answer(T value, Message request) throws Exception;
}
