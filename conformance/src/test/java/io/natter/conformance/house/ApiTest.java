package io.natter.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a module exports is what {@code api/<module>.txt} says, so that no signature changes unseen.
 *
 * <p>{@code -Dnatter.api.write=true} writes the files anew.
 */
class ApiTest {
    private final Tree tree = Tree.here();

    @ParameterizedTest
    @ValueSource(strings = {"protocol", "client", "codec-jackson", "codec-protobuf", "store", "server"})
    void exportsWhatIsWritten(String module) throws IOException {
        List<String> exported = ApiDump.of(tree.file(module + "/target/classes"));
        Path file = tree.file("api/" + module + ".txt");
        if (Boolean.getBoolean("natter.api.write")) {
            Files.createDirectories(file.getParent());
            Files.write(file, exported);
        }
        assertThat(exported).as("exported signatures; see CONTRIBUTING.md").isEqualTo(Files.readAllLines(file));
    }

    @Test
    void showsPublicAndProtectedMembersOnly() {
        List<String> exported = ApiDump.of(tree.file("protocol/target/classes"));
        assertThat(exported)
                .isNotEmpty()
                .noneMatch(line -> line.contains("private "))
                .anyMatch(line -> line.startsWith("public ") && line.contains("class io.natter.protocol.Nuid"));
    }
}
