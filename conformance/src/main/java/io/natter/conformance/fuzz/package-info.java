/** Made-up sequences of bytes, valid and broken, on which two servers must agree. */
@NullMarked
package io.natter.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
