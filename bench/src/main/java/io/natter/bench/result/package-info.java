/** Statistics over rounds, and the report: JSON, tables, the plot. */
@NullMarked
package io.natter.bench.result;

import org.jspecify.annotations.NullMarked;
