/**
 * Partitioned consumer groups: members of a group take a stream's messages side by side, each key at one of them at a time (ADR-42 for the pinning).
 *
 * <p>A convention of clients, not of the server; buckets, streams and consumers are those of the Orbit libraries, so that members of both can share a group.
 */
@NullMarked
package io.natter.client.group;

import org.jspecify.annotations.NullMarked;
