/** A store in memory: the same contract, nothing on disk. */
@NullMarked
package io.natter.store.memory;

import org.jspecify.annotations.NullMarked;
