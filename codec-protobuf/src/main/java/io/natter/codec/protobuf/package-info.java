/** Generated Protocol Buffers messages as values. */
@org.jspecify.annotations.NullMarked
package io.natter.codec.protobuf;
