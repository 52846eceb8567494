/** Our client against both servers: the scenarios of a core client, by number (NJ-01 to NJ-56), and what lies beyond them. */
@NullMarked
package io.natter.conformance.client;

import org.jspecify.annotations.NullMarked;
