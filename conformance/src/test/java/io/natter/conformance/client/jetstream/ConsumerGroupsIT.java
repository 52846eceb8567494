package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.natter.client.group.ConsumerGroups;
import io.natter.client.group.ElasticGroup;
import io.natter.client.group.ElasticGroupConfig;
import io.natter.client.group.GroupConsumption;
import io.natter.client.group.MemberMapping;
import io.natter.client.group.Membership;
import io.natter.client.group.PartitioningFilter;
import io.natter.client.group.StaticGroup;
import io.natter.client.group.StaticGroupConfig;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamHandler;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Partitioned consumer groups: each key at one member, in order, whoever comes and goes; and what of it stands on the server. */
final class ConsumerGroupsIT {
    private static final int KEYS = 8;
    private static final int EACH = 20;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private final Map<String, List<String>> seen = new ConcurrentHashMap<>(); // what came, by subject
    private final Map<String, String> takers = new ConcurrentHashMap<>(); // who took a subject last
    private final Map<String, Set<String>> pinned = new ConcurrentHashMap<>(); // who was served under a pin

    private JetStreamHandler taker(String member) {
        return message -> {
            takers.put(message.subject(), member);
            pinned.computeIfAbsent(String.valueOf(message.header("Nats-Pin-Id")), pin -> ConcurrentHashMap.newKeySet())
                    .add(member);
            List<String> texts = seen.computeIfAbsent(message.subject(), subject -> new ArrayList<>());
            synchronized (texts) {
                if (!texts.contains(message.text())) { // what was not acknowledged in time comes again
                    texts.add(message.text());
                }
            }
            message.ack();
        };
    }

    private static void publish(JetStream js, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int key = 0; key < KEYS; key++) {
                js.publish("orders.k" + key, "" + i);
            }
        }
    }

    private void awaitAll(int each) {
        List<String> expected =
                IntStream.range(0, each).mapToObj(Integer::toString).toList();
        JetStreamSite.await(
                "all messages",
                () -> seen.size() == KEYS
                        && seen.values().stream().allMatch(texts -> {
                            synchronized (texts) {
                                return texts.size() == each;
                            }
                        }));
        seen.forEach((subject, texts) -> assertThat(texts).as(subject).isEqualTo(expected));
    }

    private List<String> members() {
        return takers.values().stream().distinct().sorted().toList();
    }

    private ConsumerGroups partitioned(JetStream js) {
        js.createStream(StreamConfig.builder("ORDERS")
                .subjects("orders.*")
                .subjectTransform(new SubjectTransformConfig("orders.*", "{{Partition(4,1)}}.orders.{{Wildcard(1)}}"))
                .build());
        return ConsumerGroups.of(js);
    }

    @EachProgram
    void aStaticGroupSharesItsPartitions(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StaticGroup group = partitioned(js).createStatic("ORDERS", "billing", StaticGroupConfig.of(4, "a", "b"));
        try (GroupConsumption a = group.consume("a", taker("a"));
                GroupConsumption b = group.consume("b", taker("b"))) {
            publish(js, 0, EACH);
            awaitAll(EACH);
            assertThat(members()).containsExactly("a", "b");
            assertThat(a.isJoined() && b.isJoined()).isTrue();
            assertThat(group.activeMembers()).containsExactlyInAnyOrder("a", "b");
            group.stepDown("a");
        }
        ConsumerConfig consumer = Objects.requireNonNull(
                js.stream("ORDERS").consumer("billing-b").info().config());
        assertThat(consumer.durableName()).isEqualTo("billing-b");
        assertThat(consumer.filterSubjects()).containsExactly("2.>", "3.>");
        assertThat(consumer.priorityGroups()).containsExactly("PCG");
        assertThat(consumer.priorityPolicy()).isEqualTo(PriorityPolicy.PINNED_CLIENT);
        assertThat(consumer.priorityTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(KeyValueManagement.of(js)
                        .bucket("static-consumer-groups")
                        .as(String.class)
                        .value("ORDERS.billing"))
                .contains("{\"max_members\":4,\"members\":[\"a\",\"b\"]}");
    }

    @EachProgram
    void aStaticGroupIsMadeOnceAndEndsWithItsRecord(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerGroups groups = partitioned(js);
        StaticGroup group = groups.createStatic("ORDERS", "billing", StaticGroupConfig.of(4, "a"));
        assertThat(groups.createStatic("ORDERS", "billing", StaticGroupConfig.of(4, "a"))
                        .config())
                .isEqualTo(group.config());
        assertThatIllegalStateException()
                .isThrownBy(() -> groups.createStatic("ORDERS", "billing", StaticGroupConfig.of(4, "b")));
        assertThatIllegalArgumentException().isThrownBy(() -> group.consume("x", taker("x")));
        assertThat(groups.staticGroups("ORDERS")).containsExactly("billing");
        assertThat(groups.elasticGroups("ORDERS")).isEmpty();
        GroupConsumption a = group.consume("a", taker("a"));
        group.delete();
        JetStreamSite.await("the end", () -> a.ended().isDone());
        assertThat(a.ended()).isCompleted();
        assertThat(js.stream("ORDERS").consumerNames()).isEmpty();
        assertThatIllegalStateException().isThrownBy(group::config);
    }

    @EachProgram
    void oneOfSeveralOfANameIsServedAndAnotherTakesOver(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StaticGroup group = partitioned(js).createStatic("ORDERS", "billing", StaticGroupConfig.of(4, "a"));
        ConsumerConfig quick = ConsumerConfig.builder()
                .maxAckPending(1)
                .ackWait(Duration.ofSeconds(1))
                .build();
        StaticGroup elsewhere = ConsumerGroups.of(JetStream.of(site.connect())).staticGroup("ORDERS", "billing");
        try (GroupConsumption first = group.consume("a", quick, ConsumeOptions.DEFAULTS, taker("first"));
                GroupConsumption second = elsewhere.consume("a", quick, ConsumeOptions.DEFAULTS, taker("second"))) {
            publish(js, 0, 5);
            awaitAll(5);
            // Whoever is not heard of for a second loses its pin, on a slow machine now and then, and another one is
            // served then.
            assertThat(pinned).doesNotContainKey("null");
            assertThat(pinned.values())
                    .allSatisfy(members -> assertThat(members).hasSize(1));
            boolean isFirst = takers.containsValue("first");
            (isFirst ? first : second).close();
            publish(js, 5, 10);
            awaitAll(10);
            assertThat(takers.values()).contains(isFirst ? "second" : "first");
        }
    }

    @EachProgram
    void membersOfAnElasticGroupComeAndGo(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        ElasticGroup group = ConsumerGroups.of(js)
                .createElastic("ORDERS", "billing", ElasticGroupConfig.of(4, PartitioningFilter.of("orders.*", 1)));
        JetStream other = JetStream.of(site.connect());
        ElasticGroup elsewhere = ConsumerGroups.of(other).elasticGroup("ORDERS", "billing");
        try (GroupConsumption a = group.consume("a", taker("a"));
                GroupConsumption b = elsewhere.consume("b", taker("b"))) {
            assertThat(a.isJoined() || b.isJoined()).isFalse();
            assertThat(group.addMembers("a")).containsExactly("a");
            publish(js, 0, EACH);
            awaitAll(EACH);
            assertThat(members()).containsExactly("a");

            assertThat(group.addMembers("b")).containsExactly("a", "b");
            JetStreamSite.await("both", () -> a.isJoined() && b.isJoined());
            publish(js, EACH, 2 * EACH);
            awaitAll(2 * EACH);
            assertThat(members()).containsExactly("a", "b");
            assertThat(group.activeMembers()).containsExactlyInAnyOrder("a", "b");

            assertThat(group.dropMembers("a")).containsExactly("b");
            JetStreamSite.await("a to leave", () -> !a.isJoined());
            publish(js, 2 * EACH, 3 * EACH);
            awaitAll(3 * EACH);
            assertThat(members()).containsExactly("b");
        }
        assertThat(js.stream("ORDERS-billing").info().config().retention()).isEqualTo(RetentionPolicy.WORK_QUEUE);
    }

    @EachProgram
    void aMemberBeginsWhileOthersHaveItsPartitionsStill(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        ElasticGroup group = ConsumerGroups.of(js)
                .createElastic(
                        "ORDERS",
                        "billing",
                        ElasticGroupConfig.of(4, PartitioningFilter.of("orders.*", 1))
                                .withMembership(Membership.of("a", "b")));
        ConsumerContext late = js.stream("ORDERS-billing")
                .createConsumer(
                        ConsumerConfig.durable("late").filterSubjects("2.>").build());
        try (GroupConsumption a = group.consume("a", taker("a"));
                GroupConsumption b = group.consume("b", taker("b"))) {
            assertThat(a.isJoined()).isTrue();
            assertThat(b.isJoined()).isFalse();
            late.delete();
            publish(js, 0, EACH);
            awaitAll(EACH);
            assertThat(members()).containsExactly("a", "b");
        }
    }

    @EachProgram
    void mappingsMovePartitions(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        ElasticGroup group = ConsumerGroups.of(js).createElastic("ORDERS", "billing", ElasticGroupConfig.of(2));
        group.setMembership(Membership.of(new MemberMapping("a", List.of(0)), new MemberMapping("b", List.of(1))));
        assertThatIllegalStateException().isThrownBy(() -> group.addMembers("c"));
        try (GroupConsumption a = group.consume("a", taker("a"));
                GroupConsumption b = group.consume("b", taker("b"))) {
            publish(js, 0, 5);
            awaitAll(5);
            Map<String, String> before = Map.copyOf(takers);
            group.setMembership(Membership.of(new MemberMapping("b", List.of(0)), new MemberMapping("a", List.of(1))));
            JetStreamSite.await(
                    "the move",
                    () -> a.isJoined()
                            && b.isJoined()
                            && js.stream("ORDERS-billing").consumers().stream()
                                    .collect(Collectors.toMap(info -> info.name(), info -> filters(info.config())))
                                    .equals(Map.of("a", List.of("1.>"), "b", List.of("0.>"))));
            publish(js, 5, 10);
            awaitAll(10);
            before.forEach((subject, taker) ->
                    assertThat(takers.get(subject)).as(subject).isNotEqualTo(taker));
        }
    }

    private static List<String> filters(@Nullable ConsumerConfig config) {
        return config == null
                ? List.of()
                : config.filterSubjects().isEmpty() ? List.of(config.filterSubject()) : config.filterSubjects();
    }

    @EachProgram
    void anElasticGroupThatIsDeletedOrReplacedEnds(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "ORDERS");
        ConsumerGroups groups = ConsumerGroups.of(js);
        ElasticGroupConfig config = ElasticGroupConfig.of(2).withMembership(Membership.of("a"));
        ElasticGroup group = groups.createElastic("ORDERS", "billing", config);
        assertThat(groups.createElastic("ORDERS", "billing", ElasticGroupConfig.of(2))
                        .config())
                .isEqualTo(config);
        assertThatIllegalStateException()
                .isThrownBy(() -> groups.createElastic("ORDERS", "billing", ElasticGroupConfig.of(3)));
        assertThat(groups.elasticGroups("ORDERS")).containsExactly("billing");
        GroupConsumption replaced = group.consume("a", taker("a"));
        KeyValueManagement.of(js)
                .bucket("elastic-consumer-groups")
                .as(String.class)
                .put("ORDERS.billing", "{\"max_members\":3,\"partitioning_filters\":[],\"members\":[\"a\"]}");
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> replaced.ended().get(1, TimeUnit.MINUTES))
                .withCauseInstanceOf(IllegalStateException.class);
        GroupConsumption deleted = group.consume("a", taker("a"));
        group.delete();
        JetStreamSite.await("the end", () -> deleted.ended().isDone());
        assertThat(deleted.ended()).isCompleted();
        assertThat(js.findStream("ORDERS-billing")).isEmpty();
    }
}
