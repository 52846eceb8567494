/** The commands of natter object, each a class. */
@NullMarked
package io.natter.cli.objectstore;

import org.jspecify.annotations.NullMarked;
