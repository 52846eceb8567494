/** Flows of the official Java client, against both servers. */
@NullMarked
package io.natter.conformance.jnats;

import org.jspecify.annotations.NullMarked;
