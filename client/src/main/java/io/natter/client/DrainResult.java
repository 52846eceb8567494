package io.natter.client;

/**
 * How a drain ended. Immutable.
 *
 * @param unhandledMessages messages received that no handler was done with in time, or that nobody took
 * @param unsentBytes bytes published that never left the buffer
 * @param isConfirmed whether the server confirmed the end, so that nothing can have been on its way
 */
public record DrainResult(long unhandledMessages, long unsentBytes, boolean isConfirmed) {
    /** Whether nothing was left behind. */
    public boolean isComplete() {
        return unhandledMessages == 0 && unsentBytes == 0 && isConfirmed;
    }
}
