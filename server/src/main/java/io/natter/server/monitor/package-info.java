/** The monitoring pages, from snapshots that the running parts publish. */
@NullMarked
package io.natter.server.monitor;

import org.jspecify.annotations.NullMarked;
