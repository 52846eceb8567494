/** The commands of natter stream, one class each, with the sheets and tables that they show. */
@NullMarked
package io.natter.cli.stream;

import org.jspecify.annotations.NullMarked;
