/** JWT claims of operators, accounts and users: decode, verify, create (ADR-14). */
@NullMarked
package io.natter.protocol.claims;

import org.jspecify.annotations.NullMarked;
