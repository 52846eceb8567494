/** What natter kv and natter object share: flags of buckets, and how they are shown. */
@NullMarked
package io.natter.cli.bucket;

import org.jspecify.annotations.NullMarked;
