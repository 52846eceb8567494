/** What key-value and object stores share: finding their streams by prefix, and following the latest of each subject. Not exported. */
@NullMarked
package io.natter.client.bucket;

import org.jspecify.annotations.NullMarked;
