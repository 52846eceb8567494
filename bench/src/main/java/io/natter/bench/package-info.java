/** A neutral load generator and the runner that puts two servers side by side. */
@NullMarked
package io.natter.bench;

import org.jspecify.annotations.NullMarked;
