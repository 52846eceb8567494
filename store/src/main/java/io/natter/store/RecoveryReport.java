package io.natter.store;

import java.util.List;

/**
 * What was found when a stream was opened.
 *
 * <p>Immutable.
 *
 * @param events what was not as it should be, in words; empty when all was well
 * @param lost sequences whose records are damaged or missing, in order
 * @param cutBytes bytes at the end of the last file that were no whole unit: what a crash leaves of writes nobody was told had
 *     succeeded
 * @param scannedBytes bytes that had to be read record by record
 */
public record RecoveryReport(List<String> events, List<SequenceRange> lost, long cutBytes, long scannedBytes) {
    /** Nothing to report. */
    public static final RecoveryReport CLEAN = new RecoveryReport(List.of(), List.of(), 0, 0);

    /** Copies the lists. */
    public RecoveryReport {
        events = List.copyOf(events);
        lost = List.copyOf(lost);
    }

    /** Whether something that was there is not: other than the end of a file that a crash left unfinished. */
    public boolean isDamaged() {
        return !lost.isEmpty() || events.stream().anyMatch(event -> event.contains("damaged"));
    }
}
