/** The commands of natter kv, each a class. */
@NullMarked
package io.natter.cli.keyvalue;

import org.jspecify.annotations.NullMarked;
