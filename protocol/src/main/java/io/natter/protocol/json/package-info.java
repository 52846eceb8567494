/**
 * JSON from strangers: strict, bounded, and in the words of the protocol.
 *
 * <p>The library reads and writes; what is added here is the strictness and the bounds that a text from the network
 * needs before the library sees it, and the rules by which nats-server maps keys to fields.
 */
@NullMarked
package io.natter.protocol.json;

import org.jspecify.annotations.NullMarked;
