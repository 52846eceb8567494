/**
 * A store in files: segments of records, side records, one committer that forces them, and recovery.
 *
 * <p>Every byte is in docs/formats/store.md, what is promised in docs/durability.md.
 */
@NullMarked
package io.natter.store.file;

import org.jspecify.annotations.NullMarked;
