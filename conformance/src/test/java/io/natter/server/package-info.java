/** What tests reach of a server in the same process beside its public methods. */
@org.jspecify.annotations.NullMarked
package io.natter.server;
