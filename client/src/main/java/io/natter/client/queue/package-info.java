/** A queue that programs share: {@code BlockingQueue} over a work-queue stream. */
@NullMarked
package io.natter.client.queue;

import org.jspecify.annotations.NullMarked;
