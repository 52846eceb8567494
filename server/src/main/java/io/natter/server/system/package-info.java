/**
 * The system account: services that tell of the server and steer it, and events of what happens to it (F).
 *
 * <p>A subscriber and publisher as clients are, on an internal loop; what takes longer is done by a thread of its own.
 */
@NullMarked
package io.natter.server.system;

import org.jspecify.annotations.NullMarked;
