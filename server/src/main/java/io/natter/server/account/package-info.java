/** Accounts: the unit that interest, limits and connections belong to. */
@NullMarked
package io.natter.server.account;

import org.jspecify.annotations.NullMarked;
