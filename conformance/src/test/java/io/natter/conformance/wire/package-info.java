/** The corpus played against both servers, and the tests of the player. */
@NullMarked
package io.natter.conformance.wire;

import org.jspecify.annotations.NullMarked;
