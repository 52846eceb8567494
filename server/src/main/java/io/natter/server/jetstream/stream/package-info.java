/**
 * Streams: what is published to their subjects is checked, stored, and acknowledged once it is on disk.
 *
 * <p>A {@link io.natter.server.jetstream.stream.Stream} is confined to its loop: nothing in here is locked, and nothing waits.
 */
@NullMarked
package io.natter.server.jetstream.stream;

import org.jspecify.annotations.NullMarked;
