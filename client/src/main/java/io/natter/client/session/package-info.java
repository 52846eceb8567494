/**
 * One connection over its whole life: states, reconnects, output, fences, drain.
 *
 * <p>Puts transport and messaging together behind {@link io.natter.client.NatsConnection}.
 */
@org.jspecify.annotations.NullMarked
package io.natter.client.session;
