/** The commands of natter account, one class each. */
@NullMarked
package io.natter.cli.account;

import org.jspecify.annotations.NullMarked;
