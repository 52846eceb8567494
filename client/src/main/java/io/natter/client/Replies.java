package io.natter.client;

import java.util.Iterator;
import java.util.List;

/**
 * The answers to one request, as they come.
 *
 * <p>For one thread at a time. {@link #close} ends it early.
 */
public interface Replies extends Iterable<Message>, AutoCloseable {
    /**
     * Answers in order, each waited for, until one of the limits is met.
     *
     * <p>Its {@code hasNext} throws {@link NoRespondersException} if nobody listens.
     */
    @Override
    Iterator<Message> iterator();

    /** All that are still to come. */
    List<Message> toList();

    @Override
    void close();
}
