/** The rows of the benchmark table: what each one does with a server, and what it measures. */
@NullMarked
package io.natter.bench.workload;

import org.jspecify.annotations.NullMarked;
