/** Nkeys and credentials files. */
@NullMarked
package io.natter.protocol.keys;

import org.jspecify.annotations.NullMarked;
