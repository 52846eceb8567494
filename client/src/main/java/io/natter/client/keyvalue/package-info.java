/** Key-value buckets over JetStream (ADR-8, 48, 54): values by keys, with revisions, history and watches. */
@NullMarked
package io.natter.client.keyvalue;

import org.jspecify.annotations.NullMarked;
