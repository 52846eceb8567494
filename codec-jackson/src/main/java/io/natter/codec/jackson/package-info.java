/** Values as JSON, by Jackson. */
@org.jspecify.annotations.NullMarked
package io.natter.codec.jackson;
