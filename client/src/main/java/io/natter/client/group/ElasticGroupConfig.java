package io.natter.client.group;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.util.List;

/**
 * A group over any stream, whose members come and go. What it is about is copied into a work queue of its own, the partition in front of the subjects.
 *
 * <p>Immutable.
 *
 * @param partitions how many there are
 * @param filters subjects it is about, and what of them is the key; empty for all, each subject a key
 * @param maxBufferedMessages most messages in the work queue, 0 for no limit; a full one is filled again after a second or so
 * @param maxBufferedBytes most bytes in it, 0 for no limit
 * @param membership who is in it
 */
public record ElasticGroupConfig(
        int partitions,
        List<PartitioningFilter> filters,
        long maxBufferedMessages,
        long maxBufferedBytes,
        Membership membership)
        implements GroupConfig {
    static final JsonForm<ElasticGroupConfig> JSON = JsonForm.of(ElasticGroupConfig::read, ElasticGroupConfig::write);

    /** Copies the list and checks the rest. */
    public ElasticGroupConfig {
        filters = List.copyOf(filters);
        GroupConfig.requireValid(partitions, membership);
    }

    /** Nobody in it yet, with a work queue of any size. */
    public static ElasticGroupConfig of(int partitions, PartitioningFilter... filters) {
        return new ElasticGroupConfig(partitions, List.of(filters), 0, 0, Membership.NONE);
    }

    /** The same with others in it. */
    public ElasticGroupConfig withMembership(Membership membership) {
        return new ElasticGroupConfig(partitions, filters, maxBufferedMessages, maxBufferedBytes, membership);
    }

    /** The same with a bounded work queue, 0 for no limit. */
    public ElasticGroupConfig withMaxBuffered(long messages, long bytes) {
        return new ElasticGroupConfig(partitions, filters, messages, bytes, membership);
    }

    /** Filters, or the one that is about all. */
    List<PartitioningFilter> filtersOrAll() {
        return filters.isEmpty() ? List.of(PartitioningFilter.ALL) : filters;
    }

    @Override
    public List<String> filtersOf(String member) {
        List<String> texts =
                filtersOrAll().stream().map(PartitioningFilter::filter).toList();
        return membership.filtersOf(member, partitions, texts);
    }

    private static ElasticGroupConfig read(ObjectReader in) {
        return new ElasticGroupConfig(
                Numbers.narrow(in.unsigned("max_members")),
                in.objects("partitioning_filters", PartitioningFilter.JSON),
                in.integer("max_buffered_msg"),
                in.integer("max_buffered_bytes"),
                new Membership(in.strings("members"), in.objects("member_mappings", MemberMapping.JSON)));
    }

    private void write(ObjectWriter out) {
        out.always("max_members", partitions)
                .alwaysAll("partitioning_filters", filters, PartitioningFilter.JSON)
                .put("max_buffered_msg", maxBufferedMessages)
                .put("max_buffered_bytes", maxBufferedBytes)
                .put("members", membership.members())
                .putAll("member_mappings", membership.mappings(), MemberMapping.JSON);
    }
}
