package io.natter.client.group;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import java.util.List;

/**
 * Partitioned consumer groups: the messages of a stream taken by several members, those of one key in order and by one member at a time.
 *
 * <p>Thread-safe and immutable. For the order of a key to hold over failures too, a member's consumer has to have one message out at a time
 * ({@code maxAckPending(1)}); with more, those behind one that is to come again are delivered before it. Several programs may be the same member: one of
 * them is served, the others stand by, and take over within the wait for acknowledgements. Needs a server of 2.11.
 *
 * <pre>
 * ElasticGroup group = ConsumerGroups.of(js)
 *         .createElastic("ORDERS", "billing", ElasticGroupConfig.of(10, PartitioningFilter.of("orders.*.*", 1)));
 * group.addMembers("m1", "m2");
 * GroupConsumption work = group.consume("m1", message -&gt; { bill(message); message.ack(); });
 * </pre>
 *
 * <p>Calls throw as those of {@link JetStream} do.
 */
public final class ConsumerGroups {
    private final JetStream jetStream;

    private ConsumerGroups(JetStream jetStream) {
        this.jetStream = jetStream;
    }

    /** The groups of this JetStream. */
    public static ConsumerGroups of(JetStream jetStream) {
        return new ConsumerGroups(jetStream);
    }

    /**
     * Makes a group whose members never change, or finds it just so.
     *
     * @param stream a stream whose subjects begin with the partition
     * @throws IllegalStateException if there is one of that name and another configuration
     */
    public StaticGroup createStatic(String stream, String group, StaticGroupConfig config) {
        StaticGroup made = staticGroup(stream, group);
        made.create(config);
        return made;
    }

    /** A group by its name, without asking whether it is there. */
    public StaticGroup staticGroup(String stream, String group) {
        return new StaticGroup(jetStream, stream, group);
    }

    /** Names of a stream's groups whose members never change. */
    public List<String> staticGroups(String stream) {
        return GroupRecord.groupsOf(jetStream, StaticGroup.BUCKET, stream);
    }

    /**
     * Makes a group whose members come and go, with a work queue that is filled from the stream; or finds it just so, whoever is in it.
     *
     * @throws IllegalStateException if there is one of that name with other partitions, filters or bounds
     * @throws JetStreamApiException if there is no such stream
     */
    public ElasticGroup createElastic(String stream, String group, ElasticGroupConfig config) {
        ElasticGroup made = elasticGroup(stream, group);
        made.create(config);
        return made;
    }

    /** A group by its name, without asking whether it is there. */
    public ElasticGroup elasticGroup(String stream, String group) {
        return new ElasticGroup(jetStream, stream, group);
    }

    /** Names of a stream's groups whose members come and go. */
    public List<String> elasticGroups(String stream) {
        return GroupRecord.groupsOf(jetStream, ElasticGroup.BUCKET, stream);
    }
}
