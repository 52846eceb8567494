/** Words both sides share: identifiers, server info, connect options, error strings. */
@NullMarked
package io.natter.protocol;

import org.jspecify.annotations.NullMarked;
