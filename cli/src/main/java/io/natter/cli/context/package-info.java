/** Contexts: files that say how to connect, shared with the nats tool. */
@NullMarked
package io.natter.cli.context;

import org.jspecify.annotations.NullMarked;
