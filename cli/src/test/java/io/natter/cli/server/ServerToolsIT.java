package io.natter.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.protocol.claims.ClaimsHead;
import io.natter.protocol.claims.Jwt;
import io.natter.protocol.claims.UserClaims;
import io.natter.protocol.claims.UserRights;
import io.natter.protocol.keys.CredentialsFile;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mindrot.jbcrypt.BCrypt;

/** Commands of {@code natter server} that need no server. */
final class ServerToolsIT {
    @TempDir
    private Path home;

    private CommandRun command;

    @BeforeEach
    void start() {
        command = new CommandRun(home, "nats://127.0.0.1:1");
        command.isInputTerminal = false;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                                     | output
            server mappings a.* b.{{wildcard(1)}} a.x     | b.x\\n\\n
            server mapping orders.*.* o.$2.$1 orders.1.2  | o.2.1\\n\\n
            server mappings a.* b.$1 c.x                  | Error: no matching transforms available\\n\\n\\n
            """)
    void mapsSubjects(String arguments, String output) {
        assertThat(command.run(arguments.split(" "))).as(command.err()).isZero();
        assertThat(command.out().replace("\n", "\\n")).isEqualTo(output);
    }

    @Test
    void mapsWhatIsEntered() {
        command.isInputTerminal = true;
        command.input = "a.x\na.y\n\n";
        assertThat(command.run("server", "mappings", "a.*", "b.$1")).isZero();
        assertThat(command.out()).startsWith("Enter subjects to test, ").contains("b.x\n", "b.y\n");
    }

    @Test
    void hashesAPassword() {
        assertThat(command.run("server", "passwd", "--pass", "correct horse", "--cost", "4"))
                .isZero();
        assertThat(BCrypt.checkpw("correct horse", command.out().strip())).isTrue();
        assertThat(command.out()).startsWith("$2a$04$");

        command.isInputTerminal = true;
        command.input = "correct horse\ncorrect horse\n";
        assertThat(command.run("server", "mkpasswd", "-c", "4")).isZero();
        String[] lines = command.out().strip().split("[ \n]", -1);
        assertThat(BCrypt.checkpw("correct horse", lines[lines.length - 1])).isTrue();

        assertThat(command.run("server", "passwd", "-g", "-c", "4")).isZero();
        assertThat(command.out()).matches("Generated password: .{22}\n       bcrypt hash: \\$2a\\$04\\$.{53}\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                              | error
            server passwd --pass short             | password should be at least 10 characters long
            server passwd --pass longenough -c 3   | bcrypt cost should be between 4 and 31
            server passwd                          | cannot ask for "Enter password" without a terminal, use --pass, --generate or the variable PASSWORD
            server mappings a.*                    | cannot ask for "Destination subject pattern" without a terminal, use <dest>
            server account info                    | required argument 'account' not provided, try --help
            server account purge A                 | could not obtain confirmation: no terminal, use --force
            server account purge A -f --js-domain D | the --js-domain option cannot be used with account purge: JetStream domains do not apply to the system account, connect without a domain configured
            server config reload                   | required argument 'id' not provided, try --help
            server request kick 1                  | required argument 'server' not provided, try --help
            server request profile nope            | profile: got "nope", expected one of allocs, heap, goroutine, mutex, threadcreate, block, cpu
            server request profile heap /nope      | dir: got "/nope", expected a directory that is there
            """)
    void refuses(String arguments, String error) {
        command.refuses(arguments, error);
    }

    @Test
    void refusesAMappingThatIsNone() {
        assertThat(command.run("server", "mappings", "a.*", "b.$2", "a.x")).isEqualTo(1);
        assertThat(command.err()).startsWith("natter: error: ").doesNotContain("Exception");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            seconds | flags                      | exit | output
            3600    |                            | 0    | OK Credential OK:expires in 20
            3600    | --validity-warn 2h         | 1    | WARNING Credential Warn:expires sooner than 2h0m0s
            3600    | --validity-critical 1d     | 2    | CRITICAL Credential Crit:expires sooner than 1d0h0m0s
            0       |                            | 2    | CRITICAL Credential Crit:never expires
            0       | --no-require-expiry        | 0    | OK Credential OK:never expires
            """)
    void checksACredentialsFile(long seconds, String flags, int exit, String output) throws Exception {
        Path file = home.resolve("user.creds");
        try (Nkey account = Nkey.create(KeyType.ACCOUNT);
                Nkey user = Nkey.create(KeyType.USER)) {
            long now = Instant.now().getEpochSecond();
            ClaimsHead head = ClaimsHead.of(user.publicKey(), "u").withValidity(0, seconds == 0 ? 0 : now + seconds);
            String jwt = Jwt.sign(new UserClaims(head, UserRights.UNLIMITED, ""), account, now);
            Files.write(file, CredentialsFile.format(jwt, user));
        }
        String line = "server check credential --credential " + file + (flags == null ? "" : " " + flags);
        assertThat(command.run(line.split(" "))).as(command.out()).isEqualTo(exit);
        assertThat(command.out()).startsWith(output);
    }

    @Test
    void saysThatThereIsNoCredential() throws Exception {
        assertThat(command.run("server", "check", "credential", "--credential", "/nope"))
                .isEqualTo(2);
        assertThat(command.out()).startsWith("CRITICAL Credential Crit:credential not accessible: ");
        Files.writeString(home.resolve("bad"), "nothing");
        assertThat(command.run(
                        "server",
                        "check",
                        "credential",
                        "--credential",
                        home.resolve("bad").toString()))
                .isEqualTo(2);
        assertThat(command.out()).startsWith("CRITICAL Credential Crit:invalid credential: ");
    }
}
