package io.natter.cli.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import io.natter.client.objectstore.ObjectMeta;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.client.objectstore.ObjectStoreManagement;
import io.natter.client.objectstore.TransferListener;
import io.natter.protocol.wire.Headers;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObjectCommandsIT {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";
    private static final String SOME_TIME = "2026-01-02 03:04:05";

    private final Path home;
    private final JetStreamServer server;
    private final ObjectStoreManagement stores;
    private final CommandRun command;

    ObjectCommandsIT(@TempDir Path store, @TempDir Path home) {
        this.home = home;
        server = JetStreamServer.start(store);
        stores = ObjectStoreManagement.of(server.jetStream());
        command = new CommandRun(home, server.url());
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

    private ObjectStore store(String name) {
        return stores.create(ObjectStoreConfig.of(name));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(home.resolve(name), text);
    }

    @Test
    void addsAStoreAndShowsIt() {
        String shown = run(("object add FILES --ttl 1d --max-bucket-size 1MB --description Mine --metadata a:b"
                        + " --storage memory")
                .split(" "));
        assertThat(shown).isEqualTo("""
                Information for Object Store Bucket FILES created 2026-01-02 03:04:05

                Configuration:

                          Bucket Name: FILES
                          Description: Mine
                             Replicas: 1
                                  TTL: 1d0h0m0s
                               Sealed: false
                                 Size: 0 B
                  Maximum Bucket Size: 1.0 MiB
                              Storage: Memory
                   Backing Store Kind: JetStream
                     JetStream Stream: OBJ_FILES
                             Metadata: a: b

                Cluster Information:

                                 Name: ~
                               Leader: SERVER
                """.replace("~", ""));
        assertThat(run("obj", "show", "FILES")).isEqualTo(shown);
    }

    @Test
    void editsWhatFlagsSayAndLeavesTheRest() {
        stores.create(ObjectStoreConfig.of("B")
                .withTtl(Duration.ofHours(1))
                .withCompression()
                .withMetadata(Map.of("x", "y")));
        run("object", "edit", "B", "--description", "new", "--no-compress", "--max-bucket-size", "1MB");
        ObjectStoreConfig config = stores.store("B").status().config();
        assertThat(config.description()).isEqualTo("new");
        assertThat(config.compressed()).isFalse();
        assertThat(config.maxBytes()).isEqualTo(1 << 20);
        assertThat(config.ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(config.metadata()).containsEntry("x", "y");
    }

    @Test
    void putsAFileAndGetsIt() throws Exception {
        ObjectStore store = store("B");
        Path file = file("a.txt", "x".repeat(30_000));
        assertThat(run(
                        "object",
                        "put",
                        "B",
                        file.toString(),
                        "--name",
                        "dir/a.txt",
                        "--chunk-size",
                        "1024",
                        "-H",
                        "K:v"))
                .contains("Object information for B > dir/a.txt", "Size: 29 KiB", "Chunks: 30", "Digest: SHA-256 ")
                .contains("Headers: K: v")
                .doesNotContain("Description");
        Path target = home.resolve("b.txt");
        assertThat(run("object", "get", "B", "dir/a.txt", "-O", target.toString()))
                .startsWith("Wrote: 29 KiB to " + target + " in ");
        assertThat(target).hasSameTextualContentAs(file);
        assertThat(store.info("dir/a.txt")).isPresent();
    }

    @Test
    void putsItsInputUnderAName() {
        store("B");
        command.input = "piped";
        run("object", "put", "B", "--name", "x");
        assertThat(stores.store("B").bytes("x")).asString().isEqualTo("piped");
    }

    @Test
    void asksBeforeItReplacesOrDeletes() throws Exception {
        ObjectStore store = store("B");
        Path file = file("a", "new");
        store.put(file.toString(), "old".getBytes(UTF_8));
        command.isInputTerminal = true;
        command.input = "n\n";
        assertThat(run("object", "put", "B", file.toString()))
                .endsWith("? Replace existing file B > " + file + " (y/N) ");
        assertThat(run("object", "get", "B", file.toString(), "-O", file.toString()))
                .isEqualTo("? Replace existing target file " + file + " (y/N) ");
        assertThat(run("object", "del", "B", file.toString()))
                .isEqualTo("? Delete 3 B byte file B > " + file + "? (y/N) Skipping delete\n");
        assertThat(run("object", "rm", "B")).isEqualTo("? Delete bucket B and all its files? (y/N) Skipping delete\n");
        assertThat(run("object", "seal", "B")).startsWith("? Really seal Bucket B");
        assertThat(store.bytes(file.toString())).asString().isEqualTo("old");
        assertThat(file).hasContent("new");
        run("object", "put", "B", file.toString(), "-f");
        assertThat(store.bytes(file.toString())).asString().isEqualTo("new");
    }

    @Test
    void deletesObjectsAndStores() {
        store("B").put("a", new byte[1]);
        assertThat(run("object", "del", "B", "a", "-f")).startsWith("Removed B > a\nInformation for Object Store");
        run("object", "del", "B", "--force");
        assertThat(stores.names()).isEmpty();
    }

    @Test
    void showsWhatIsSaidOfAnObject() throws Exception {
        ObjectMeta meta = ObjectMeta.of("a")
                .withDescription("Mine")
                .withHeaders(Headers.of("K", "v"))
                .withMetadata(Map.of("x", "y"));
        store("B").put(meta, new ByteArrayInputStream(new byte[3]), TransferListener.NONE);
        assertThat(run("object", "info", "B", "a")).isEqualTo("""
                Object information for B > a

                        Description: Mine
                               Size: 3 B
                  Modification Time: 2026-01-02 03:04:05
                             Chunks: 1
                             Digest: SHA-256 709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c
                            Headers: K: v

                Metadata:

                                  x: y
                """);
    }

    @Test
    void listsStoresAndObjects() {
        assertThat(run("object", "ls")).isEqualTo("No Object Store buckets found\n");
        assertThat(run("object", "ls", "-n")).isEmpty();
        store("B").put("a", new byte[2048]);
        store("EMPTY");
        assertThat(run("object", "ls", "--names").lines()).containsExactlyInAnyOrder("B", "EMPTY");
        assertThat(run("object", "ls"))
                .contains("Object Store Buckets", "│ Bucket │ Description │ Created", "│ Last Update │")
                .containsSubsequence("│ EMPTY  │", "never", "│ B      │");
        assertThat(run("object", "ls", "EMPTY")).isEqualTo("No entries found\n");
        assertThat(run("object", "ls", "B")).isEqualTo("""
                ╭──────────────────────────────────────╮
                │           Bucket Contents            │
                ├──────┬─────────┬─────────────────────┤
                │ Name │ Size    │ Time                │
                ├──────┼─────────┼─────────────────────┤
                │ a    │ 2.0 KiB │ 2026-01-02 03:04:05 │
                ╰──────┴─────────┴─────────────────────╯

                """);
    }

    @Test
    void sealsAStore() {
        store("B");
        assertThat(run("object", "seal", "B", "-f"))
                .startsWith("B has been sealed\n")
                .contains("Sealed: true");
        assertThat(stores.store("B").status().isSealed()).isTrue();
    }

    @Test
    void watchesUntilItIsToldToEnd() throws Exception {
        ObjectStore store = store("B");
        store.put("a", new byte[1]);
        store.put("b", new byte[2048]);
        store.delete("a");
        assertThat(command.runUntil(out -> out.lines().count() == 2, "object", "watch", "B"))
                .isEqualTo(130);
        assertThat(command.out().replaceAll(TIME, SOME_TIME).lines())
                .containsExactlyInAnyOrder(
                        "[" + SOME_TIME + "] PUT B > b: 2.0 KiB bytes in 1 chunks", "[" + SOME_TIME + "] DEL B > a");
    }

    @Test
    void asksWhichStore() {
        store("A");
        store("B");
        command.isInputTerminal = true;
        command.input = "A\n";
        assertThat(run("object", "info")).contains("Select a Bucket", "Bucket Name: A");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                | error
            object                   | must select a subcommand of natter object, try --help
            object put               | required argument 'bucket' not provided, try --help
            object put B             | --name is required when reading from stdin
            object put B no-file     | path 'no-file' does not exist, or cannot be read
            object put NONE --name x | bucket not found: NONE
            object get B missing     | object not found: B > missing
            object info B missing    | object not found: B > missing
            object info NONE         | bucket not found: NONE
            object info              | cannot ask for "Select a Bucket" without a terminal
            object del B missing -f  | object not found: B > missing
            object del B             | could not obtain confirmation: no terminal, use --force
            object seal B            | could not obtain confirmation: no terminal, use --force
            object put B --name a -H x | invalid header "x"
            object add a.b           | object store: got "a.b", expected letters, digits, dashes and underscores
            object add C --storage x | enum value must be one of file,f,memory,m, got 'x'
            """)
    void refuses(String arguments, String error) {
        store("B");
        assertThat(command.run(arguments.split(" +"))).isEqualTo(1);
        assertThat(command.err()).isEqualToNormalizingNewlines("natter: error: " + error + "\n");
    }
}
