/** Our client's JetStream against servers that have it: publishing, streams, consumers, and what happens when something is lost. */
@NullMarked
package io.natter.conformance.client.jetstream;

import org.jspecify.annotations.NullMarked;
