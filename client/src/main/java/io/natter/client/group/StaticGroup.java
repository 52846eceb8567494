package io.natter.client.group;

import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamHandler;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.util.List;

/**
 * A group whose members never change, by its name. Each member is a durable consumer of the stream, {@code GROUP-MEMBER}.
 *
 * <p>Thread-safe and immutable.
 */
public final class StaticGroup {
    static final String BUCKET = "static-consumer-groups";

    private final StreamContext stream;
    private final String group;
    private final GroupRecord<StaticGroupConfig> record;

    StaticGroup(JetStream jetStream, String stream, String group) {
        this.record = new GroupRecord<>(jetStream, BUCKET, StaticGroupConfig.JSON, stream, group);
        this.stream = jetStream.stream(stream);
        this.group = group;
    }

    void create(StaticGroupConfig config) {
        StaticGroupConfig there =
                record.create(config, Math.max(1, stream.info().config().replicas()));
        if (!there.equals(config)) {
            throw record.isAnother(there);
        }
    }

    /**
     * What it is.
     *
     * @throws IllegalStateException if there is none
     */
    public StaticGroupConfig config() {
        return record.read();
    }

    /** Works as a member, with one message at a time for each key's order, acknowledged by the handler within five seconds. */
    public GroupConsumption consume(String member, JetStreamHandler handler) {
        return consume(member, GroupMember.ONE_BY_ONE, ConsumeOptions.DEFAULTS, handler);
    }

    /**
     * Works as a member.
     *
     * @param template what its consumer is to be; names, filters and priority groups are the group's. Its ack wait, zero for five seconds, is also how
     *     long another program that is the same member stands by before it takes over
     * @param options how the handler is called; how long requests stand, and their priority group, are the group's
     * @param handler takes messages as they were before the partition was put in front of their subjects
     * @throws IllegalArgumentException if the member is not of this group
     * @throws IllegalStateException if there is no such group
     */
    public GroupConsumption consume(
            String member, ConsumerConfig template, ConsumeOptions options, JetStreamHandler handler) {
        return GroupMember.begin(new Kind(this), member, new GroupMember.Work(template, options, handler));
    }

    /** Members somebody works as now. */
    public List<String> activeMembers() {
        List<String> names = config().membership().names();
        return stream.consumers().stream()
                .filter(consumer -> consumer.waitingCount() > 0)
                .map(ConsumerInfo::name)
                .filter(name -> name.startsWith(group + "-"))
                .map(name -> name.substring(group.length() + 1))
                .filter(names::contains)
                .toList();
    }

    /** Has another of the programs that are this member be served, if there is one. */
    public void stepDown(String member) {
        stream.consumer(consumerOf(member)).unpin(GroupMember.PRIORITY_GROUP);
    }

    /** Deletes it with its consumers; those who work as its members end. */
    public void delete() {
        record.delete();
        stream.consumerNames().stream()
                .filter(name -> name.startsWith(group + "-"))
                .forEach(stream::deleteConsumer);
    }

    private String consumerOf(String member) {
        return group + "-" + member;
    }

    /** What its members' work is about. Thread-safe. */
    private record Kind(StaticGroup group) implements GroupKind<StaticGroupConfig> {
        @Override
        public GroupRecord<StaticGroupConfig> record() {
            return group.record;
        }

        @Override
        public StreamContext consumed() {
            return group.stream;
        }

        @Override
        public ConsumerConfig consumer(String member, ConsumerConfig shared) {
            return shared.toBuilder().durableName(group.consumerOf(member)).build();
        }

        @Override
        public String consumerName(String member) {
            return group.consumerOf(member);
        }

        @Override
        public boolean isElastic() {
            return false;
        }

        @Override
        public boolean isSame(StaticGroupConfig one, StaticGroupConfig other) {
            return one.equals(other);
        }
    }
}
