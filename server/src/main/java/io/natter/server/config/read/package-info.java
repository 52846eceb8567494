/**
 * Values of the configuration language become the records of {@code io.natter.server.config}: which key means what.
 *
 * <p>One table of {@link Keys} a block. A table names each key with all its aliases and the component it sets; errors are collected,
 * each with its place.
 */
@NullMarked
package io.natter.server.config.read;

import org.jspecify.annotations.NullMarked;
