package io.natter.client.group;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.util.List;

/**
 * A group over a stream whose subjects begin with the partition already, such as by a transform of the stream; its members never change.
 *
 * <p>Immutable.
 *
 * @param partitions how many there are; {@code 0.} to {@code n-1.} in front of the subjects
 * @param filters subjects behind the partition that the group is about; empty for all
 * @param membership who is in it
 */
public record StaticGroupConfig(int partitions, List<String> filters, Membership membership) implements GroupConfig {
    static final JsonForm<StaticGroupConfig> JSON = JsonForm.of(StaticGroupConfig::read, StaticGroupConfig::write);

    /** Copies the list and checks the rest. */
    public StaticGroupConfig {
        filters = List.copyOf(filters);
        GroupConfig.requireValid(partitions, membership);
    }

    /** All subjects, shared by these members. */
    public static StaticGroupConfig of(int partitions, String... members) {
        return new StaticGroupConfig(partitions, List.of(), Membership.of(members));
    }

    @Override
    public List<String> filtersOf(String member) {
        return membership.filtersOf(member, partitions, filters.isEmpty() ? List.of(">") : filters);
    }

    private static StaticGroupConfig read(ObjectReader in) {
        Membership membership =
                new Membership(in.strings("members"), in.objects("member_mappings", MemberMapping.JSON));
        return new StaticGroupConfig(Numbers.narrow(in.unsigned("max_members")), in.strings("filters"), membership);
    }

    private void write(ObjectWriter out) {
        out.always("max_members", partitions)
                .put("filters", filters)
                .put("members", membership.members())
                .putAll("member_mappings", membership.mappings(), MemberMapping.JSON);
    }
}
