/** TLS settings turned into engines, and peers turned into names. */
@NullMarked
package io.natter.server.tls;

import org.jspecify.annotations.NullMarked;
