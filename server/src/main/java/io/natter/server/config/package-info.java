/** The nats configuration language and the checked configuration that a server runs with. */
@NullMarked
package io.natter.server.config;

import org.jspecify.annotations.NullMarked;
