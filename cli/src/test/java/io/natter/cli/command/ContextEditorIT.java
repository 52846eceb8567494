package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.context.ContextKey;
import io.natter.cli.context.ContextStore;
import io.natter.cli.context.NatsContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its editors are programs of a Unix system")
final class ContextEditorIT {
    @TempDir
    private Path home;

    private CommandRun command = new CommandRun(Path.of("unset"));
    private ContextStore contexts = new ContextStore(Path.of("unset"));

    @BeforeEach
    void saveOne() {
        command = new CommandRun(home);
        contexts = ContextStore.of(Map.of(), home);
        contexts.save("dev", NatsContext.EMPTY.with(ContextKey.URL, "nats://a:1"));
    }

    @Test
    void keepsWhatTheEditorWrote() {
        command.environment.put("EDITOR", "sed -i 's/a:1/b:2/'");
        assertThat(command.run("context", "edit", "dev")).as(command.err()).isZero();
        assertThat(contexts.load("dev").get(ContextKey.URL)).isEqualTo("nats://b:2");
        assertThat(command.out()).contains("nats://b:2");
    }

    @Test
    void keepsTheOldOneIfTheNewOneIsNotSound() {
        command.environment.put("EDITOR", "sed -i 's/}/{/'");
        assertThat(command.run("context", "vi", "dev")).isEqualTo(1);
        assertThat(command.err()).startsWith("natter: error: context: got no sound JSON");
        assertThat(contexts.load("dev").get(ContextKey.URL)).isEqualTo("nats://a:1");
    }

    @Test
    void saysWhatIsWrongWithTheEditor() {
        assertThat(command.run("context", "edit", "dev")).isEqualTo(1);
        assertThat(command.err()).contains("set EDITOR environment variable to your chosen editor");
        command.environment.put("EDITOR", "false");
        assertThat(command.run("context", "edit", "dev")).isEqualTo(1);
        assertThat(command.err()).contains("could not edit file ").contains("exit status 1");
    }
}
