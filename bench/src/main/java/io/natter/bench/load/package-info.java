/**
 * Raw NATS bytes over plain sockets: prebuilt batches out, counted frames in. Neither our client nor our parser, so that neither
 * server is favoured.
 */
@NullMarked
package io.natter.bench.load;

import org.jspecify.annotations.NullMarked;
