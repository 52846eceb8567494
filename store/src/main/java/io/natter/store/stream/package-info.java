/** A stream over any kind of bytes: limits, purges, expiry and all questions, the same in files and in memory. */
@NullMarked
package io.natter.store.stream;

import org.jspecify.annotations.NullMarked;
