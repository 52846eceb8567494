/** The commands of natter consumer, one class each, with the sheets and tables that they show. */
@NullMarked
package io.natter.cli.consumer;

import org.jspecify.annotations.NullMarked;
