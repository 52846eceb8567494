/**
 * The nats configuration language: text to values with their places. Knows no key and no meaning. (B1 to B12)
 *
 * <p>A text is a {@link ConfigParser}'s, over a {@link Source} of characters; {@link KeyScanner} reads keys, {@link Scalars} strings and numbers,
 * {@link Scope} resolves variables, {@link Includes} opens further files, {@link ConfigDigest} sums the result up.
 */
@NullMarked
package io.natter.server.config.language;

import org.jspecify.annotations.NullMarked;
