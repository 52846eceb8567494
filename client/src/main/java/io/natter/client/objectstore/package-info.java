/** Object stores over JetStream (ADR-20): objects of any size, in chunks, with digests. */
@NullMarked
package io.natter.client.objectstore;

import org.jspecify.annotations.NullMarked;
