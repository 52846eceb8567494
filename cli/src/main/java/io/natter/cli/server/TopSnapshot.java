package io.natter.cli.server;

import io.natter.cli.text.JsonTree;

/**
 * A server and its connections at one time.
 *
 * <p><i>Immutable.</i>
 *
 * @param nanos when, by the clock that only runs forward
 */
record TopSnapshot(long nanos, JsonTree varz, JsonTree connz) {
    /** How much a counter of the server has grown in a second since {@code before}. */
    double perSecond(TopSnapshot before, String counter) {
        double seconds = (nanos - before.nanos) / 1e9;
        return seconds <= 0 ? 0 : Math.max(0, varz.number(counter) - before.varz.number(counter)) / seconds;
    }
}
