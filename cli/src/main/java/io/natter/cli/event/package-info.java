/** The command natter events: advisories and metrics of servers and of JetStream, as they happen. */
@NullMarked
package io.natter.cli.event;

import org.jspecify.annotations.NullMarked;
