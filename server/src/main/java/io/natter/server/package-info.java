/** The embeddable server: start it with a configuration, close it, ask what it is doing. */
@NullMarked
package io.natter.server;

import org.jspecify.annotations.NullMarked;
