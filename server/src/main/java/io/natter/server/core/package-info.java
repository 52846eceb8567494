/** The data path: connections, event loops, interest and delivery. */
@NullMarked
package io.natter.server.core;

import org.jspecify.annotations.NullMarked;
