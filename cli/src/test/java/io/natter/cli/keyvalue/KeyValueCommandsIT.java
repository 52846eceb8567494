package io.natter.cli.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyValueCommandsIT {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";
    private static final String SOME_TIME = "2026-01-02 03:04:05";

    private final JetStreamServer server;
    private final KeyValueManagement buckets;
    private final CommandRun command;

    KeyValueCommandsIT(@TempDir Path store, @TempDir Path home) {
        server = JetStreamServer.start(store);
        buckets = KeyValueManagement.of(server.jetStream());
        command = new CommandRun(home, server.url());
    }

    @BeforeEach
    void nobodyTypes() {
        command.isInputTerminal = false;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Runs a command that must end well, and returns what it wrote with one time and one server for all. */
    private String run(String... arguments) {
        assertThat(command.run(arguments)).as(command.err()).isZero();
        return command.out().replaceAll(TIME, SOME_TIME).replaceAll("N[A-Z2-7]{55}", "SERVER");
    }

    private KeyValue<String> bucket(String name, int history) {
        return buckets.create(KeyValueConfig.of(name).withHistory(history)).as(String.class);
    }

    @Test
    void addsABucketAndShowsIt() {
        String shown = run("kv", "add", "CONFIG", "--history", "5", "--ttl", "2m", "--metadata", "team:a");
        assertThat(shown).isEqualToNormalizingNewlines("""
                Information for Key-Value Store Bucket CONFIG created 2026-01-02 03:04:05

                Configuration:

                            Bucket Name: CONFIG
                           History Kept: 5
                          Values Stored: 0
                             Compressed: false
                  Per-Key TTL Supported: false
                     Backing Store Kind: JetStream
                            Bucket Size: 0 B
                    Maximum Bucket Size: unlimited
                     Maximum Value Size: unlimited
                            Maximum Age: 2m0s
                       JetStream Stream: KV_CONFIG
                                Storage: File

                Metadata:

                                   team: a

                Cluster Information:

                                   Name: ~
                                 Leader: SERVER
                """.replace("~", ""));
        assertThat(run("kv", "info", "CONFIG")).isEqualTo(shown);
        assertThat(run("kv", "status", "CONFIG")).isEqualTo(shown);
    }

    @Test
    void everyFlagOfAddReachesTheBucket() {
        run(("kv new B --description Mine --history 3 --storage memory --ttl 1h --marker-ttl 5s --max-value-size 1K"
                        + " --max-bucket-size 1MB --compress --metadata a=b --republish-source $KV.B.>"
                        + " --republish-destination copy.> --republish-headers")
                .split(" "));
        KeyValueConfig config = buckets.bucket("B").status().config();
        assertThat(config.description()).isEqualTo("Mine");
        assertThat(config.history()).isEqualTo(3);
        assertThat(config.ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(config.limitMarkerTtl()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.limits()).isEqualTo(new KeyValueConfig.Limits(1 << 20, 1 << 10));
        assertThat(config.compressed()).isTrue();
        assertThat(config.metadata()).containsEntry("a", "b");
        assertThat(command.out())
                .contains("Storage: Memory", "Republishing Headers: $KV.B.> to copy.>", "Limit Marker TTL: 5.00s");
    }

    @Test
    void editsWhatFlagsSayAndLeavesTheRest() {
        buckets.create(KeyValueConfig.of("B")
                .withHistory(44)
                .withTtl(Duration.ofSeconds(44))
                .withCompression()
                .withMetadata(Map.of("x", "y")));
        run("kv", "edit", "B", "--description", "new", "--no-compress");
        KeyValueConfig config = buckets.bucket("B").status().config();
        assertThat(config.description()).isEqualTo("new");
        assertThat(config.compressed()).isFalse();
        assertThat(config.history()).isEqualTo(44);
        assertThat(config.ttl()).isEqualTo(Duration.ofSeconds(44));
        assertThat(config.metadata()).containsEntry("x", "y");
    }

    @Test
    void mirrorsAreShownWithTheirOrigin() {
        bucket("A", 1).put("k", "v");
        assertThat(run("kv", "add", "M", "--mirror", "A")).contains("Mirror Information:", "Origin Bucket: A");
        run("kv", "add", "S", "--source", "A");
        assertThat(run("kv", "info", "S")).contains("Sources Information:", "Source Bucket: A");
    }

    @Test
    void putsAndGets() {
        KeyValue<String> bucket = bucket("B", 5);
        assertThat(run("kv", "put", "B", "k", "value")).isEqualTo("value\n");
        command.input = "piped";
        assertThat(run("kv", "put", "B", "k2")).isEqualTo("\n");
        assertThat(bucket.value("k2")).contains("piped");
        assertThat(run("kv", "get", "B", "k"))
                .isEqualTo("B > k revision: 1 created @ 2026-01-02 03:04:05\n\nvalue\n\n");
        assertThat(run("kv", "get", "B", "k", "--raw")).isEqualTo("value");
        bucket.put("k", "x".repeat(121));
        assertThat(run("kv", "get", "B", "k"))
                .contains("Showing first 120 bytes of 121, use --raw for full data\n\n" + "x".repeat(120) + "\n");
        assertThat(run("kv", "get", "B", "k", "--revision", "1", "--raw")).isEqualTo("value");
    }

    @Test
    void createsAndUpdatesOnlyWhatIsAsExpected() {
        KeyValue<String> bucket = bucket("B", 1);
        assertThat(run("kv", "create", "B", "k", "one")).isEqualTo("one\n");
        assertThat(command.run("kv", "create", "B", "k", "two")).isEqualTo(1);
        assertThat(command.err()).startsWith("natter: error: key exists: ").contains("wrong last sequence");
        assertThat(run("kv", "update", "B", "k", "two", "1")).isEqualTo("two\n");
        assertThat(command.run("kv", "update", "B", "k", "three", "1")).isEqualTo(1);
        assertThat(command.err()).contains("wrong last sequence");
        assertThat(bucket.value("k")).contains("two");
    }

    @Test
    void keysMayHaveATimeToLive() {
        run("kv", "add", "B", "--marker-ttl", "1m");
        run("kv", "create", "B", "k", "v", "--ttl", "1h");
        run("kv", "purge", "B", "k", "--ttl", "1h", "-f");
        assertThat(buckets.bucket("B").get("k")).isEmpty();
    }

    @Test
    void showsTheHistoryAndGoesBackInIt() {
        KeyValue<String> bucket = bucket("B", 5);
        bucket.put("k", "one");
        bucket.put("k", "a value that is longer than the forty characters of a cell");
        bucket.delete("k");
        assertThat(run("kv", "history", "B", "k")).isEqualTo("""
                ╭────────────────────────────────────────────────────────────────────────────────────────────╮
                │                                     History for B > k                                      │
                ├─────┬──────────┬────────┬─────────────────────┬────────┬───────────────────────────────────┤
                │ Key │ Revision │ Op     │ Created             │ Length │ Value                             │
                ├─────┼──────────┼────────┼─────────────────────┼────────┼───────────────────────────────────┤
                │ k   │        1 │ PUT    │ 2026-01-02 03:04:05 │      3 │ one                               │
                │ k   │        2 │ PUT    │ 2026-01-02 03:04:05 │     58 │ a value that is...cters of a cell │
                │ k   │        3 │ DELETE │ 2026-01-02 03:04:05 │      0 │                                   │
                ╰─────┴──────────┴────────┴─────────────────────┴────────┴───────────────────────────────────╯

                """);
        assertThat(run("kv", "revert", "B", "k", "1", "--force")).contains("│ PUT    │ 2026-01-02 03:04:05");
        assertThat(bucket.value("k")).contains("one");
    }

    @Test
    void asksBeforeItDeletes() {
        KeyValue<String> bucket = bucket("B", 5);
        bucket.put("k", "one");
        bucket.put("k", "two");
        command.isInputTerminal = true;
        command.input = "n\n";
        assertThat(run("kv", "del", "B", "k")).isEqualTo("? Delete key B > k? (y/N) Skipping delete\n");
        assertThat(run("kv", "purge", "B", "k")).isEqualTo("? Purge key B > k? (y/N) Skipping purge\n");
        assertThat(run("kv", "rm", "B")).isEqualTo("? Delete bucket B? (y/N) Skipping delete\n");
        assertThat(run("kv", "compact", "B")).endsWith("deleted keys in bucket B? (y/N) Skipping delete\n");
        assertThat(run("kv", "revert", "B", "k", "1"))
                .isEqualTo("Revision: 1\n\none\n\n? Really revert to revision 1 (y/N) ");
        assertThat(bucket.value("k")).contains("two");
        command.input = "y\n";
        run("kv", "del", "B", "k");
        assertThat(bucket.get("k")).isEmpty();
        run("kv", "del", "B");
        assertThat(buckets.names()).isEmpty();
    }

    @Test
    void purgesAndCompacts() {
        KeyValue<String> bucket = bucket("B", 5);
        bucket.put("k", "one");
        bucket.put("k", "two");
        run("kv", "purge", "B", "k", "--force");
        assertThat(bucket.history("k")).hasSize(1);
        run("kv", "compact", "B", "-f");
    }

    @Test
    void listsBuckets() {
        assertThat(run("kv", "ls")).isEqualTo("No Key-Value buckets found\n");
        bucket("SMALL", 1);
        bucket("LARGE", 1).put("k", "v");
        assertThat(run("kv", "ls", "--names").lines()).containsExactlyInAnyOrder("SMALL", "LARGE");
        assertThat(run("kv", "list"))
                .contains("Key-Value Buckets", "│ Bucket │ Description │ Created", "│ Values │ Last Update │")
                .containsSubsequence("│ SMALL  │", "never", "│ LARGE  │");
    }

    @Test
    void listsKeys() {
        KeyValue<String> bucket = bucket("B", 1);
        assertThat(run("kv", "ls", "B")).isEqualTo("No keys found in bucket\n");
        assertThat(run("kv", "ls", "B", "-n")).isEmpty();
        bucket.put("a.1", "one");
        bucket.put("b.1", "two");
        bucket.delete("b.1");
        bucket.put("b.2", "three");
        assertThat(run("kv", "ls", "B").lines()).containsExactlyInAnyOrder("a.1", "b.2");
        assertThat(run("kv", "ls", "B", "b.*")).isEqualTo("b.2\n");
        assertThat(run("kv", "ls", "B", "a.*", "-v", "--display-value"))
                .contains("Contents for bucket 'B'", "│ Key │ Created", "│ Delta │ Revision │ Value │", "│ one   │");
        assertThat(run("kv", "ls", "B", "-v")).doesNotContain("Value");
    }

    @Test
    void watchesUntilItIsToldToEnd() throws Exception {
        KeyValue<String> bucket = bucket("B", 5);
        bucket.put("a", "one");
        bucket.put("a", "two");
        bucket.delete("b");
        assertThat(command.runUntil(out -> out.lines().count() == 3, "kv", "watch", "B", "--history"))
                .isEqualTo(130);
        assertThat(command.out().replaceAll(TIME, SOME_TIME))
                .isEqualTo(
                        "[2026-01-02 03:04:05] PUT B > a: one\n[2026-01-02 03:04:05] PUT B > a: two\n[2026-01-02 03:04:05] DELETE B > b\n");
    }

    @Test
    void asksWhichBucket() {
        assertThat(command.run("kv", "info")).isEqualTo(1);
        assertThat(command.err()).isEqualToNormalizingNewlines("natter: error: no KV buckets found\n");
        bucket("A", 1);
        bucket("B", 1);
        command.isInputTerminal = true;
        command.input = "2\n";
        assertThat(run("kv", "info")).contains("Select a Bucket", "Bucket Name: B");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                    | error
            kv                           | must select a subcommand of natter kv, try --help
            kv nope                      | expected command but got "nope", try --help
            kv get                       | required argument 'bucket' not provided, try --help
            kv get NONE k                | bucket not found: NONE
            kv get B missing             | key not found: B > missing
            kv get B k --revision 7      | key not found: B > k
            kv history B missing         | key not found: B > missing
            kv revert B k 1 -f           | cannot revert key in a bucket where history=1
            kv del B                     | could not obtain confirmation: no terminal, use --force
            kv purge B k                 | could not obtain confirmation: no terminal, use --force
            kv info                      | cannot ask for "Select a Bucket" without a terminal
            kv del NONE -f               | bucket not found: NONE
            kv add B --history 65        | history: got 65, expected 1 to 64
            kv add a.b                   | bucket: got "a.b", expected letters, digits, dashes and underscores
            kv add C --storage disk      | enum value must be one of file,f,memory,m, got 'disk'
            kv add C --metadata x        | expected KEY=VALUE got 'x'
            kv add C --max-value-size x  | --max-value-size: size: got "x", expected one like 128, 4KB or 1MB
            kv add C --mirror-domain x   | --mirror-domain requires --mirror to be set
            kv watch B --history --updates | --history, --updates and --revision are mutually exclusive
            kv add B --ttl 1h            | stream "KV_B": stream name already in use with a different configuration (10058)
            """)
    void refuses(String arguments, String error) {
        bucket("B", 1).put("k", "v");
        assertThat(command.run(arguments.split(" +"))).isEqualTo(1);
        assertThat(command.err()).isEqualToNormalizingNewlines("natter: error: " + error + "\n");
    }
}
