/** What runs in the JVM of a client that is measured: two clients behind one small interface, and what is asked of them. */
@NullMarked
package io.natter.bench.client;

import org.jspecify.annotations.NullMarked;
