/**
 * Backups of streams in the form of nats-server: an archive of entries, in frames of S2 (D30, D31).
 *
 * <p>What is written here is not compressed - its frames say so, and every reader of S2 takes them; what is read may be.
 *
 * <pre>
 *  archive  "NATSARC1" | entry state.json | entry consumers/NAME ... | entry of each message ... | entry without anything
 *  entry    length of name | time, ns, zigzag | sequence | length of headers | length of payload | name | headers | payload
 * </pre>
 *
 * <p>Numbers are varints: 7 bits a byte, lowest first, and the high bit says that more follow.
 */
@NullMarked
package io.natter.server.jetstream.backup;

import org.jspecify.annotations.NullMarked;
