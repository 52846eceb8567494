package io.natter.client.group;

import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamHandler;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A group whose members come and go, by its name. Its messages are in a work queue {@code STREAM-GROUP}, and each member is a consumer of that.
 *
 * <p>Thread-safe and immutable. When the members change, partitions move: who is served in the place of a member lets its handler finish, deletes the member's
 * consumer, and makes it again with the partitions it has now; those that others have still come when they let go of them. What was delivered and not
 * acknowledged by then comes again, maybe elsewhere.
 */
public final class ElasticGroup {
    static final String BUCKET = "elastic-consumer-groups";

    private final JetStream jetStream;
    private final StreamContext stream;
    private final StreamContext queue;
    private final GroupRecord<ElasticGroupConfig> record;

    ElasticGroup(JetStream jetStream, String stream, String group) {
        this.record = new GroupRecord<>(jetStream, BUCKET, ElasticGroupConfig.JSON, stream, group);
        this.jetStream = jetStream;
        this.stream = jetStream.stream(stream);
        this.queue = jetStream.stream(stream + "-" + group);
    }

    void create(ElasticGroupConfig config) {
        StreamConfig source = stream.info().config();
        ElasticGroupConfig there = record.create(config, Math.max(1, source.replicas()));
        if (!isSame(there, config)) {
            throw record.isAnother(there);
        }
        List<SubjectTransformConfig> transforms = config.filtersOrAll().stream()
                .map(filter -> new SubjectTransformConfig(filter.filter(), filter.destination(config.partitions())))
                .toList();
        jetStream.createStream(StreamConfig.builder(queue.name())
                .retention(RetentionPolicy.WORK_QUEUE)
                .replicas(source.replicas())
                .storage(source.storage())
                .maxMessages(limit(config.maxBufferedMessages()))
                .maxBytes(limit(config.maxBufferedBytes()))
                .discard(DiscardPolicy.NEW)
                .sources(List.of(StreamSource.builder(stream.name())
                        .subjectTransforms(transforms)
                        .build()))
                .allowDirect(true)
                .build());
    }

    private static long limit(long most) {
        return most == 0 ? -1 : most;
    }

    private static boolean isSame(ElasticGroupConfig one, ElasticGroupConfig other) {
        return one.withMembership(Membership.NONE).equals(other.withMembership(Membership.NONE));
    }

    /**
     * What it is.
     *
     * @throws IllegalStateException if there is none
     */
    public ElasticGroupConfig config() {
        return record.read();
    }

    /** Lets these take part too; returns all members. A group with mappings is refused. */
    public List<String> addMembers(String... members) {
        return changeMembers(names -> {
            for (String member : members) {
                GroupRecord.requireName("member", member);
                if (!names.contains(member)) {
                    names.add(member);
                }
            }
        });
    }

    /** Lets these take part no more; returns all members. A group with mappings is refused. */
    public List<String> dropMembers(String... members) {
        return changeMembers(names -> names.removeAll(List.of(members)));
    }

    private List<String> changeMembers(Consumer<List<String>> change) {
        ElasticGroupConfig changed = record.change(before -> {
            if (!before.membership().mappings().isEmpty()) {
                throw new IllegalStateException("members: got a group with mappings, expected one without");
            }
            List<String> names = new ArrayList<>(before.membership().members());
            change.accept(names);
            return before.withMembership(new Membership(names, List.of()));
        });
        return changed.membership().members();
    }

    /** Makes of the members what is said, names or mappings. */
    public void setMembership(Membership membership) {
        record.change(before -> before.withMembership(membership));
    }

    /** Works as a member, with one message at a time for each key's order, acknowledged by the handler within five seconds. */
    public GroupConsumption consume(String member, JetStreamHandler handler) {
        return consume(member, GroupMember.ONE_BY_ONE, ConsumeOptions.DEFAULTS, handler);
    }

    /**
     * Works as a member whenever it is one; begins before, and goes on after it was left out for a while.
     *
     * @param template what its consumer is to be; name, filters, priority groups and how long it stays without anybody are the group's. Its ack wait, zero
     *     for five seconds, is also how long another program that is the same member stands by before it takes over
     * @param options how the handler is called; how long requests stand, and their priority group, are the group's
     * @param handler takes messages as they were before the partition was put in front of their subjects
     * @throws IllegalStateException if there is no such group
     */
    public GroupConsumption consume(
            String member, ConsumerConfig template, ConsumeOptions options, JetStreamHandler handler) {
        return GroupMember.begin(new Kind(this), member, new GroupMember.Work(template, options, handler));
    }

    /** Members somebody works as now, or did a moment ago. */
    public List<String> activeMembers() {
        List<String> names = config().membership().names();
        return queue.consumerNames().stream().filter(names::contains).toList();
    }

    /** Has another of the programs that are this member be served, if there is one. */
    public void stepDown(String member) {
        queue.consumer(member).unpin(GroupMember.PRIORITY_GROUP);
    }

    /** Deletes it with its work queue, not with the stream; those who work as its members end. */
    public void delete() {
        record.delete();
        queue.delete();
    }

    /** What its members' work is about. Thread-safe. */
    private record Kind(ElasticGroup group) implements GroupKind<ElasticGroupConfig> {
        @Override
        public GroupRecord<ElasticGroupConfig> record() {
            return group.record;
        }

        @Override
        public StreamContext consumed() {
            return group.queue;
        }

        @Override
        public ConsumerConfig consumer(String member, ConsumerConfig shared) {
            Duration idle = shared.ackWait();
            return shared.toBuilder()
                    .durableName("")
                    .name(member)
                    .inactiveThreshold(idle)
                    .build();
        }

        @Override
        public String consumerName(String member) {
            return member;
        }

        @Override
        public boolean isElastic() {
            return true;
        }

        @Override
        public boolean isSame(ElasticGroupConfig one, ElasticGroupConfig other) {
            return ElasticGroup.isSame(one, other);
        }
    }
}
