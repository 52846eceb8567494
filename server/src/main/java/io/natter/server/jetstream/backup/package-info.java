/**
 * Backups of streams in the forms of nats-server, in frames of S2 (D30, D31): an archive of entries, which is written and read, and the
 * files of servers before 2.15 as a tar archive, which are read.
 *
 * <p>Tar and the blocks of S2 are read by code of our own, which takes bytes as they come and checks every step: readers of libraries pull,
 * and would need a thread or a file for each restore. Blocks are written by Netty's Snappy.
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
