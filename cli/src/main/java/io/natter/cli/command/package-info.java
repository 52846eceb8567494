/** The commands of natter: what they are told, what they do, what they show. */
@NullMarked
package io.natter.cli.command;

import org.jspecify.annotations.NullMarked;
