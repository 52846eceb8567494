/** Small programs for the tasks people begin with. Each takes the server's address as its argument, and ends by itself. */
@NullMarked
package io.natter.examples;

import org.jspecify.annotations.NullMarked;
