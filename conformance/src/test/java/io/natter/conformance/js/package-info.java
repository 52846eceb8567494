/** Flows of the official JavaScript client, against both servers. */
@NullMarked
package io.natter.conformance.js;

import org.jspecify.annotations.NullMarked;
