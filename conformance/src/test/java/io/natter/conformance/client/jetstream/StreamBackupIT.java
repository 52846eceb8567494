package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.jetstream.BackupListener;
import io.natter.client.jetstream.BackupOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.RestoreOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.StreamState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Backups of streams: what comes back, and what is left where one fails. */
final class StreamBackupIT {
    private static final int MESSAGES = 2_000;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private static StreamContext filled(JetStream js) {
        StreamContext stream = JetStreamSite.stream(js, "S");
        JetStreamSite.publish(js, "s.a", 0, MESSAGES);
        ConsumerContext consumer =
                stream.createOrUpdateConsumer(ConsumerConfig.durable("c").build());
        for (JetStreamMessage message : consumer.fetch(5)) {
            message.ackConfirmed();
        }
        stream.deleteMessage(77);
        return stream;
    }

    @EachProgram
    void aDirectoryBringsAStreamBackWithItsConsumers(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        StreamContext stream = filled(js);
        StreamState original = stream.info().state();
        List<Long> sizes = new ArrayList<>();
        Path backup = directory.resolve("backup");

        SnapshotDescription description = stream.backup(
                backup,
                BackupOptions.DEFAULTS
                        .withCheck()
                        .withChunks(4 << 10, 16 << 10)
                        .withListener((what, bytes, chunks) -> sizes.add(bytes)));
        assertThat(description.config().name()).isEqualTo("S");
        assertThat(description.state().messages()).isEqualTo(MESSAGES - 1);
        assertThat(sizes).isSorted().startsWith(0L).hasSizeGreaterThan(4);
        try (var files = Files.list(backup)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("backup.json", "stream.tar.s2");
        }

        stream.delete();
        StreamContext restored = js.restoreStream(backup, RestoreOptions.DEFAULTS);
        assertThat(restored.info().state()).isEqualTo(original);
        assertThat(restored.deletedSequences()).containsExactly(77L);
        assertThat(restored.consumer("c").info().ackFloor().streamSequence()).isEqualTo(5);
        assertThat(restored.consumer("c").fetch(1).get(0).text()).isEqualTo("5");
    }

    @EachProgram
    void aStreamCanBeRestoredAsAnother(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        StreamContext stream = filled(js);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        SnapshotDescription backup = stream.backup(archive, BackupOptions.DEFAULTS.withoutConsumers());
        stream.delete();

        RestoreOptions described = RestoreOptions.DEFAULTS.withConfig(
                config -> config.toBuilder().description("from a backup").build());
        List<Long> sizes = new ArrayList<>();
        BackupListener listener = (what, bytes, chunks) -> sizes.add(bytes);
        StreamContext restored = js.restoreStream(
                backup, new ByteArrayInputStream(archive.toByteArray()), described.withListener(listener));
        assertThat(restored.info().config().description()).isEqualTo("from a backup");
        assertThat(restored.consumerNames()).isEmpty();
        assertThat(sizes).startsWith(0L).endsWith((long) archive.size());

        assertThatThrownBy(() -> js.restoreStream(
                        backup,
                        InputStream.nullInputStream(),
                        RestoreOptions.DEFAULTS.withConfig(
                                config -> config.toBuilder().name("T").build())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got the name \"T\", expected \"S\"");
        assertThatThrownBy(() -> js.restoreStream(
                        backup, new ByteArrayInputStream(archive.toByteArray()), RestoreOptions.DEFAULTS))
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        refused -> assertThat(refused.is(ApiErrorCode.STREAM_NAME_EXISTS_RESTORE_FAILED))
                                .isTrue());
    }

    @EachProgram
    void aDamagedArchiveMakesNoStream(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        StreamContext stream = filled(js);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        SnapshotDescription backup = stream.backup(archive, BackupOptions.DEFAULTS);
        stream.delete();

        byte[] half = Arrays.copyOf(archive.toByteArray(), archive.size() / 2);
        assertThatThrownBy(() -> js.restoreStream(backup, new ByteArrayInputStream(half), RestoreOptions.DEFAULTS))
                .isInstanceOf(JetStreamApiException.class)
                .hasMessageContaining("restore failed");
        assertThat(js.streamNames()).isEmpty();
    }

    @EachProgram
    void whatCannotBeKeptLeavesNoBackup(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        StreamContext stream = filled(js);
        Path backup = directory.resolve("backup");
        BackupListener full = (what, bytes, chunks) -> {
            if (bytes > 0) {
                throw new IllegalStateException("enough");
            }
        };
        assertThatThrownBy(() -> stream.backup(backup, BackupOptions.DEFAULTS.withListener(full)))
                .hasMessage("enough");
        assertThat(backup).isEmptyDirectory();
        assertThatThrownBy(() -> js.stream("NONE").backup(backup, BackupOptions.DEFAULTS))
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        refused -> assertThat(refused.is(ApiErrorCode.STREAM_NOT_FOUND))
                                .isTrue());
        assertThatThrownBy(() -> js.restoreStream(backup, RestoreOptions.DEFAULTS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("backup.json");
        assertThat(stream.backup(backup, BackupOptions.DEFAULTS).state().messages())
                .isEqualTo(MESSAGES - 1);
    }
}
