package io.natter.client.group;

import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;

/**
 * What differs between the kinds of groups, for a member at work. Thread-safe.
 *
 * @param <C> kind of configuration
 */
interface GroupKind<C extends GroupConfig> {
    /** Where the configuration is. */
    GroupRecord<C> record();

    /** The stream its members' consumers are of. */
    StreamContext consumed();

    /** A member's consumer, of what is the same for both kinds. */
    ConsumerConfig consumer(String member, ConsumerConfig shared);

    /** The name of that. */
    String consumerName(String member);

    /** Whether members come and go. */
    boolean isElastic();

    /** Whether a member can go on after that change. */
    boolean isSame(C one, C other);
}
