/** The commands of natter counter (ADR-49). */
@NullMarked
package io.natter.cli.counter;

import org.jspecify.annotations.NullMarked;
