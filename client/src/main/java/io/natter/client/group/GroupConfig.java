package io.natter.client.group;

import java.util.List;

/** What a group is to be. Immutable. */
public sealed interface GroupConfig permits StaticGroupConfig, ElasticGroupConfig {
    /** How many partitions there are, and so the most members that have something to do. */
    int partitions();

    /** Who is in it. */
    Membership membership();

    /** The subjects, partitions in front, that a member takes; none for one that has nothing to do. */
    List<String> filtersOf(String member);

    /** Refuses what no group can have. */
    static void requireValid(int partitions, Membership membership) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: got " + partitions + ", expected at least 1");
        }
        membership.requireFor(partitions);
    }
}
