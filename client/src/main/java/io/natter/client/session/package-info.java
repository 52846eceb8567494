/**
 * One connection over its whole life: states, reconnects, output, fences, drain.
 *
 * <p>Puts transport and messaging together behind {@link io.natter.client.NatsConnection}.
 *
 * <p>What the first connect of a program runs, here and in the packages beside, has small classes in place of lambdas and streams: linking a lambda for
 * the first time takes about a millisecond, and there were 45 of them before the first message.
 */
@org.jspecify.annotations.NullMarked
package io.natter.client.session;
