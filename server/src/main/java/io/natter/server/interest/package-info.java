/**
 * Who wants what: the index from subjects to subscriptions, and the cache each event loop keeps of it.
 *
 * <p>Literal filters stand in one flat hash index, filters with wildcards in a trie; a match is one probe and one walk. Every change
 * moves version counters, by which a cached {@link io.natter.server.interest.Route} knows that it is stale (H4).
 */
@NullMarked
package io.natter.server.interest;

import org.jspecify.annotations.NullMarked;
