/** The commands: natter-server and natter. */
@NullMarked
package io.natter.cli;

import org.jspecify.annotations.NullMarked;
