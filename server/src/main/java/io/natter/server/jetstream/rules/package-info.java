/**
 * What a stream or a consumer may be: defaults, checks and changes of configurations, with nats-server's errors.
 *
 * <p>Pure: nothing here has state, a clock or a thread. What a rule must know of its surroundings it is given.
 */
@NullMarked
package io.natter.server.jetstream.rules;

import org.jspecify.annotations.NullMarked;
