/** Hostile bytes for every parser of the protocol. */
@NullMarked
package io.natter.fuzz;

import org.jspecify.annotations.NullMarked;
