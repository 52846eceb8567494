/**
 * What a stream knows of its records without reading them: where they are, which subjects they have, which are gone.
 *
 * <p>Changed by the owner, read by any thread without a lock: arrays only grow, and a count is set after what it counts.
 */
@NullMarked
package io.natter.store.index;

import org.jspecify.annotations.NullMarked;
