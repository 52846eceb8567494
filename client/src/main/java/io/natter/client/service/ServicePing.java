package io.natter.client.service;

import java.time.Duration;

/**
 * An instance that was found, and how long it took to answer. Immutable.
 *
 * @param identity which instance
 * @param rtt time from the question to its answer
 */
public record ServicePing(ServiceIdentity identity, Duration rtt) {}
