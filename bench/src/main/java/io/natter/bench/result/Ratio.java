package io.natter.bench.result;

import io.avaje.jsonb.Json;

/**
 * Ours over theirs.
 *
 * <p>Immutable.
 *
 * @param median ratio of the medians
 * @param low lower end of its 95 % interval
 * @param high upper end of its 95 % interval
 */
@Json
public record Ratio(double median, double low, double high) {}
