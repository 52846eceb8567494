/** Server processes, the machine, and the order of rounds. */
@NullMarked
package io.natter.bench.run;

import org.jspecify.annotations.NullMarked;
