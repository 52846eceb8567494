/** The command natter traffic: how much goes over the subjects a user may hear, by what it is. */
@NullMarked
package io.natter.cli.traffic;

import org.jspecify.annotations.NullMarked;
