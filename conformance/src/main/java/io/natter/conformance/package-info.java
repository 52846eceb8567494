/** The reference server beside ours: same bytes to both, same answers. */
@NullMarked
package io.natter.conformance;

import org.jspecify.annotations.NullMarked;
