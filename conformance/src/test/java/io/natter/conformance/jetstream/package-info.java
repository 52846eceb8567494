/** What both servers and our records agree about in the JetStream API. */
@NullMarked
package io.natter.conformance.jetstream;

import org.jspecify.annotations.NullMarked;
