/** The commands of natter server, and where what they show comes from: the system account or a monitoring page. */
@NullMarked
package io.natter.cli.server;

import org.jspecify.annotations.NullMarked;
