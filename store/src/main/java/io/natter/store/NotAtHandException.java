package io.natter.store;

/**
 * What was asked for is not in memory, and who asked does not wait for a disk: another thread may ask without that condition.
 *
 * <p>Immutable. There is one, without a stack trace: it is an answer rather than a failure.
 */
public final class NotAtHandException extends StoreException {
    private static final long serialVersionUID = 1;

    /** The only one. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
    public static final NotAtHandException INSTANCE = new NotAtHandException();

    private NotAtHandException() {
        super("not in memory");
    }
}
