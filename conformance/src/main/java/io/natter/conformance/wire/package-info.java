/**
 * The differential runner: a script of bytes over one or more connections, what came back, and how two answers differ.
 *
 * <p>A {@link io.natter.conformance.wire.ScriptFile} of the corpus holds scripts that share a server configuration. A
 * {@link io.natter.conformance.wire.ScriptRunner} plays one against a server and returns its
 * {@link io.natter.conformance.wire.Transcript}, in which ids, times, versions and ports are masked.
 */
@NullMarked
package io.natter.conformance.wire;

import org.jspecify.annotations.NullMarked;
