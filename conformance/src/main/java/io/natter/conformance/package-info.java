/**
 * The servers under comparison: ours, and the reference nats-server, behind one interface.
 *
 * <p>Everything that asks both goes through {@link io.natter.conformance.TestServer}; {@code .wire} feeds both the same
 * bytes, {@code .fuzz} makes such bytes up.
 */
@NullMarked
package io.natter.conformance;

import org.jspecify.annotations.NullMarked;
