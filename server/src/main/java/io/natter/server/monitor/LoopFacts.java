package io.natter.server.monitor;

/**
 * One event loop. Immutable.
 *
 * @param name its thread's name
 * @param connectionCount connections it owns
 * @param taskCount tasks that wait to run on it
 * @param traffic what its connections sent and received
 */
public record LoopFacts(String name, int connectionCount, long taskCount, Traffic traffic) {}
