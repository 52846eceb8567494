/** The monitoring pages beside the reference server's. */
@NullMarked
package io.natter.conformance.monitor;

import org.jspecify.annotations.NullMarked;
