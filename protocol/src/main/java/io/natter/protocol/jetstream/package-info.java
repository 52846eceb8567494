/**
 * The JetStream API: its requests and answers as records, its errors, its subjects, acknowledgements and headers.
 *
 * <p>Shared by client and server. Each record's {@code JSON} reads and writes it as nats-server 2.15 does: the same names
 * in the same order, the same fields left out. A field that is not known is kept and written back, so that a client
 * does not drop what a newer server added.
 */
@NullMarked
package io.natter.protocol.jetstream;

import org.jspecify.annotations.NullMarked;
