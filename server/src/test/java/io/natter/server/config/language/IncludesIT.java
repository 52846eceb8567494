package io.natter.server.config.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludesIT {
    @TempDir
    private Path directory;

    @Test
    void mergesIntoTheMapThatIncludes() throws IOException {
        write("sub/users.conf", "user: a, password: $SECRET\nSECRET2: x");
        assertThat(json("port: 1\nauthorization { include sub/users.conf\n timeout: 1 }\ninclude 'sub/more.conf'"))
                .isEqualTo("ERROR");
        write("sub/users.conf", "user: a");
        write("sub/more.conf", "include deeper.conf");
        write("sub/deeper.conf", "debug: true");
        assertThat(json("port: 1\nauthorization { include sub/users.conf\n timeout: 1 }\ninclude 'sub/more.conf'"))
                .isEqualTo("{\"authorization\":{\"timeout\":1,\"user\":\"a\"},\"debug\":true,\"port\":1}");
    }

    @Test
    void letsIncludedKeysBeVariables() throws IOException {
        write("values.conf", "PORT: 5");
        assertThat(json("include \"values.conf\"\nport: $PORT")).isEqualTo("{\"PORT\":5,\"port\":5}");
    }

    @Test
    void namesTheFileThatAnErrorIsIn() throws IOException {
        write("bad.conf", "\n a: [");
        Path file = write("main.conf", "include bad.conf");
        assertThatThrownBy(() -> ConfigParser.parse(file, Environment.NONE))
                .isInstanceOfSatisfying(ConfigSyntaxException.class, e -> {
                    assertThat(e.at().file()).endsWith("bad.conf");
                    assertThat(e.at().line()).isEqualTo(2);
                })
                .hasMessageStartingWith("error parsing include file 'bad.conf', Parse error on line 2: '");
    }

    @Test
    void refusesALoop() throws IOException {
        write("b.conf", "include sub/../main.conf");
        Path file = write("main.conf", "include b.conf");
        assertThatThrownBy(() -> ConfigParser.parse(file, Environment.NONE))
                .isInstanceOf(ConfigSyntaxException.class)
                .hasMessageContaining("include loop: main.conf <- b.conf <- main.conf");
    }

    @Test
    void refusesFilesThatMultiply() throws IOException {
        for (int i = 0; i < 20; i++) {
            write("f" + i + ".conf", "include f" + (i + 1) + ".conf\ninclude f" + (i + 1) + ".conf\n");
        }
        write("f20.conf", "a: 1");
        assertThatThrownBy(() -> ConfigParser.parse(directory.resolve("f0.conf"), Environment.NONE))
                .isInstanceOf(ConfigSyntaxException.class)
                .hasMessageContaining("too many includes");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Path file = write("main.conf", "\ninclude gone.conf");
        assertThatThrownBy(() -> ConfigParser.parse(file, Environment.NONE))
                .isInstanceOf(ConfigSyntaxException.class)
                .hasMessage("error parsing include file 'gone.conf', open " + directory.resolve("gone.conf")
                        + ": no such file or directory");
    }

    private String json(String text) throws IOException {
        try {
            return ConfigDigest.json(ConfigParser.parse(write("main.conf", text), Environment.NONE));
        } catch (ConfigSyntaxException e) {
            return "ERROR";
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
