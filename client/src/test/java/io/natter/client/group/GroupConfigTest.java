package io.natter.client.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations as the Orbit libraries write and read them. */
final class GroupConfigTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"max_members":2,"members":["a","b"]}
            {"max_members":3,"filters":["x.*","y"],"members":["a"]}
            {"max_members":2,"member_mappings":[{"member":"a","partitions":[1]},{"member":"b","partitions":[0]}]}
            """)
    void aStaticOneIsWrittenAsItIsRead(String json) {
        StaticGroupConfig config = StaticGroupConfig.JSON.read(json.getBytes(UTF_8));
        assertThat(StaticGroupConfig.JSON.write(config)).asString(UTF_8).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"max_members":10,"partitioning_filters":[{"filter":"foo.*","partitioning_wildcards":[1]}]}
            {"max_members":10,"partitioning_filters":[],"max_buffered_msg":5,"max_buffered_bytes":7,"members":["a"]}
            {"max_members":1,"partitioning_filters":[],"member_mappings":[{"member":"a","partitions":[0]}]}
            """)
    void anElasticOneIsWrittenAsItIsRead(String json) {
        ElasticGroupConfig config = ElasticGroupConfig.JSON.read(json.getBytes(UTF_8));
        assertThat(ElasticGroupConfig.JSON.write(config)).asString(UTF_8).isEqualTo(json);
    }

    @Test
    void whatGoLeavesOutIsNothing() {
        String json = "{\"max_members\":4,\"partitioning_filters\":null}";
        ElasticGroupConfig config = ElasticGroupConfig.JSON.read(json.getBytes(UTF_8));
        assertThat(config).isEqualTo(ElasticGroupConfig.of(4));
        assertThat(config.withMembership(Membership.of("a", "b")).filtersOf("b"))
                .containsExactly("2.>", "3.>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            >           | - | {{Partition(10)}}.>
            foo.*       | 1 | {{Partition(10,1)}}.foo.{{Wildcard(1)}}
            *.x.*       | 2 | {{Partition(10,2)}}.{{Wildcard(1)}}.x.{{Wildcard(2)}}
            a.>         | - | {{Partition(10)}}.a.>
            """)
    void theSubjectIsKeptBehindItsPartition(String filter, @Nullable Integer wildcard, String destination) {
        List<Integer> wildcards = wildcard == null ? List.of() : List.of(wildcard);
        assertThat(new PartitioningFilter(filter, wildcards).destination(10)).isEqualTo(destination);
    }

    @ParameterizedTest
    @CsvSource({"a.b, 0", "a.*, 2", "a.*, 0"})
    void filtersWithoutAKeyAreRefused(String filter, int wildcard) {
        assertThatIllegalArgumentException().isThrownBy(() -> PartitioningFilter.of(filter, wildcard));
    }
}
