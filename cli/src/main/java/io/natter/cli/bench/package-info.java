/** Load for natter bench, and its figures. */
@NullMarked
package io.natter.cli.bench;

import org.jspecify.annotations.NullMarked;
