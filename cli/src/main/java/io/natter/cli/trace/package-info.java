/** The command natter trace: the way of a message through servers (ADR-41). */
@NullMarked
package io.natter.cli.trace;

import org.jspecify.annotations.NullMarked;
