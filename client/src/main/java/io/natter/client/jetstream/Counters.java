package io.natter.client.jetstream;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Counters of a stream, one a subject, of any size (ADR-49, D112; server 2.12).
 *
 * <p>Thread-safe. Increments of many clients add up; each is stored once or, after a time-out, nobody knows.
 */
public interface Counters {
    /** Adds to a counter, which begins at zero; returns what it is then. */
    BigInteger add(String subject, long increment);

    /** The same with a number of any size. */
    BigInteger add(String subject, BigInteger increment);

    /** What a counter is, if it ever was. */
    Optional<BigInteger> find(String subject);

    /** A counter with its last increment, if it ever was. */
    Optional<Counter> counter(String subject);

    /** The counters whose subject matches one of the filters. */
    List<Counter> list(List<String> filters);

    /**
     * A counter. Immutable.
     *
     * @param subject its subject
     * @param value what it is
     * @param increment what was added last
     * @param sequence sequence of that in the stream
     */
    record Counter(String subject, BigInteger value, BigInteger increment, long sequence) {}
}
