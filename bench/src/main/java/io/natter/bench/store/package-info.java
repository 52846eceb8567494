/** The store measured by itself, without a server around it. */
@NullMarked
package io.natter.bench.store;

import org.jspecify.annotations.NullMarked;
