package io.natter.client.jetstream;

/**
 * How a client stands in a priority group of a consumer (ADR-42, D228; server 2.11).
 *
 * <p>Immutable. The consumer's policy says which of the figures counts.
 *
 * @param group name of the group
 * @param minPending overflow: served only if so many are to be delivered, or 0
 * @param minAckPending overflow: or so many await acknowledgement, or 0
 * @param priority prioritized: 0 to 9, lowest first
 */
public record PriorityOptions(String group, long minPending, long minAckPending, int priority) {
    /** Checks the ranges. */
    public PriorityOptions {
        Ranges.atLeast("minPending", minPending, 0);
        Ranges.atLeast("minAckPending", minAckPending, 0);
        Ranges.between("priority", priority, 0, 9);
    }

    /** In a group of which one client at a time is served, until it is gone. */
    public static PriorityOptions pinned(String group) {
        return new PriorityOptions(group, 0, 0, 0);
    }

    /** In a group, served only when so much has piled up; 0 for any number. */
    public static PriorityOptions overflow(String group, long minPending, long minAckPending) {
        return new PriorityOptions(group, minPending, minAckPending, 0);
    }

    /** In a group, served when no client of a lower number waits (server 2.12). */
    public static PriorityOptions prioritized(String group, int priority) {
        return new PriorityOptions(group, 0, 0, priority);
    }
}
