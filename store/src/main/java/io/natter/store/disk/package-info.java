/** The disk as the store sees it: a small contract, and the operating system behind it. */
@NullMarked
package io.natter.store.disk;

import org.jspecify.annotations.NullMarked;
