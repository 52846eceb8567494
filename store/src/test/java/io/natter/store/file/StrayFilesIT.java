package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.StoreFailedException;
import io.natter.store.StoreFormatException;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not ours in and around a store: left as they are, whatever they are called, and no stream is lost over them. */
class StrayFilesIT {
    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Path streams;

    @BeforeEach
    void prepare() throws IOException {
        streams = directory.resolve("streams");
        try (FileRecordStore store = open()) {
            append(store.open("s", StreamOptions.defaults()));
        }
        Files.writeString(elsewhere.resolve("important.txt"), "important");
    }

    private FileRecordStore open() {
        return FileRecordStore.open(directory, StoreOptions.defaults().withReserveBytes(0));
    }

    private static void append(StreamStore stream) {
        stream.writer()
                .append(new RecordDraft()
                        .subject("a".getBytes(StandardCharsets.UTF_8))
                        .payload(new byte[10]));
        stream.writer().commit(Commit.IGNORED);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            var names = new TreeSet<String>();
            all.filter(path -> !path.endsWith("store.closed"))
                    .forEach(path -> names.add(directory.relativize(path).toString()));
            return names;
        }
    }

    private void servesItsStreamAlone() {
        try (FileRecordStore store = open()) {
            assertThat(store.streams()).containsExactly("s");
            assertThat(store.open("s", StreamOptions.defaults()).reader().count())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.txt", "lost+found", "s.deleted-copy", "a copy of s", "s.deleted", "%zz", "s.old"})
    void aFileAmongTheStreamsStays(String name) throws IOException {
        Files.writeString(streams.resolve(name), "mine");
        var before = files();
        servesItsStreamAlone();
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost+found", "s.deleted-copy", "a copy of s", "s.deleted", "%zz", "s.old"})
    void aDirectoryAmongTheStreamsStays(String name) throws IOException {
        Path copy = Files.createDirectory(streams.resolve(name));
        Files.copy(streams.resolve("s/0000000000000001.seg"), copy.resolve("0000000000000001.seg"));
        Files.writeString(copy.resolve("mine"), "mine");
        var before = files();
        servesItsStreamAlone();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatIsNotOursStaysOfAStreamThatIsDeleted() throws IOException {
        Files.writeString(streams.resolve("s/mine.txt"), "mine");
        Files.createDirectories(streams.resolve("s/backup/deep"));
        try (FileRecordStore store = open()) {
            store.delete("s");
            assertThat(store.streams()).isEmpty();
        }
        try (FileRecordStore store = open()) { // tries again
            assertThat(store.streams()).isEmpty();
        }
        try (Stream<Path> left = Files.list(streams)) {
            List<Path> entries = left.toList();
            assertThat(entries).hasSize(1);
            try (Stream<Path> kept = Files.list(entries.get(0))) {
                assertThat(kept.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("mine.txt", "backup");
            }
        }
    }

    @Test
    void aLinkThatLooksLikeADeletedStreamIsNotFollowedToOthersFiles() throws IOException {
        Files.createSymbolicLink(streams.resolve("s.deleted1f"), elsewhere);
        servesItsStreamAlone();
        assertThat(elsewhere.resolve("important.txt")).exists();
    }

    @Test
    void aDirectoryOfAnotherProgramIsNoStream() throws IOException {
        Files.createSymbolicLink(streams.resolve("photos"), elsewhere);
        try (FileRecordStore store = open()) {
            assertThat(store.streams()).containsExactly("photos", "s");
            assertThatThrownBy(() -> store.open("photos", StreamOptions.defaults()))
                    .isInstanceOf(StoreFormatException.class)
                    .hasMessageContaining("streams/photos of another program");
            assertThat(store.open("s", StreamOptions.defaults()).reader().count())
                    .isEqualTo(1);
        }
        try (Stream<Path> left = Files.list(elsewhere)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("important.txt");
        }
    }

    @Test
    void aFileInPlaceOfAStreamIsRefused() throws IOException {
        Files.writeString(streams.resolve("t"), "mine");
        try (FileRecordStore store = open()) {
            assertThatThrownBy(() -> store.open("t", StreamOptions.defaults()))
                    .isInstanceOf(StoreFailedException.class);
        }
        assertThat(streams.resolve("t")).hasContent("mine");
    }

    @Test
    void aStreamBehindALinkIsServedAndDeleted() throws IOException {
        Path moved = elsewhere.resolve("moved");
        Files.move(streams.resolve("s"), moved);
        Files.createSymbolicLink(streams.resolve("s"), moved);
        servesItsStreamAlone();
        try (FileRecordStore store = open()) {
            store.delete("s");
        }
        assertThat(streams.resolve("s")).doesNotExist();
        assertThat(elsewhere.resolve("important.txt")).exists();
    }
}
