package io.natter.bench.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** When an acknowledgement is given, as both servers are told; the classes are never mixed without saying so. */
enum Durability {
    /** Both acknowledge what the operating system has, and force it every two minutes. */
    LAZY("lazy", "sync_interval: \"2m\""),
    /** Ours forces many messages at once before it acknowledges them, theirs each one. */
    ALWAYS("ours group, theirs always", "sync_interval: always"),
    /** What each does when it is told nothing: ours forces first, theirs does not. */
    DEFAULT("ours group, theirs lazy", "");

    private final String title;
    private final String setting;

    Durability(String title, String setting) {
        this.title = title;
        this.setting = setting;
    }

    String title() {
        return title;
    }

    /** Writes a configuration whose store is in {@code directory}, and returns the arguments that name it. */
    List<String> serverArguments(Path directory) throws IOException {
        Path file = Files.createDirectories(directory).resolve("streams.conf");
        Files.writeString(
                file, "jetstream {\n  store_dir: \"" + directory.resolve("store") + "\"\n  " + setting + "\n}\n");
        return List.of("-c", file.toString());
    }
}
