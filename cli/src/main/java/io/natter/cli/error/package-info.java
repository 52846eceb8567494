/** The commands of natter errors: what the codes of the JetStream API mean (ADR-7). */
@NullMarked
package io.natter.cli.error;

import org.jspecify.annotations.NullMarked;
