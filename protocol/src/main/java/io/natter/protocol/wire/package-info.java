/** Operations in both directions: bytes to operations and back, and message headers. */
@NullMarked
package io.natter.protocol.wire;

import org.jspecify.annotations.NullMarked;
