package io.natter.client.objectstore;

import io.natter.client.NatsException;
import io.natter.client.Outcome;

/** An object store refused, by the rules of ADR-20, or what it holds is not what it says. Nothing was changed. */
public final class ObjectStoreException extends NatsException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** There is no such object, or it was deleted. */
        NOT_FOUND,
        /** There is an object of that name, which would be lost. */
        EXISTS,
        /** A link where none may be, or one that leads nowhere. */
        LINK,
        /** Bytes are missing or are not those that were put. */
        DAMAGED
    }

    private final Kind kind;

    ObjectStoreException(Kind kind, String message) {
        super(Outcome.REFUSED, message, null);
        this.kind = kind;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }
}
