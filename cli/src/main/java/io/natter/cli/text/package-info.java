/** Texts of the nats tool: durations, sizes, numbers, templates, tables. Pure functions. */
@NullMarked
package io.natter.cli.text;

import org.jspecify.annotations.NullMarked;
