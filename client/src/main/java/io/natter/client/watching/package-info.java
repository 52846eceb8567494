/** What key-value and object stores share: following the latest of each subject of a stream. Not exported. */
@NullMarked
package io.natter.client.watching;

import org.jspecify.annotations.NullMarked;
