/** Who a connection is and what it may do: users, credentials, permissions. */
@NullMarked
package io.natter.server.auth;

import org.jspecify.annotations.NullMarked;
