/** What documents promise, compiled and run. */
@NullMarked
package io.natter.conformance.docs;

import org.jspecify.annotations.NullMarked;
