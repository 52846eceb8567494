/** What hostile and broken clients do to our server: nothing that the others notice. */
@NullMarked
package io.natter.conformance.hostile;

import org.jspecify.annotations.NullMarked;
