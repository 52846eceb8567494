package io.natter.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.command.CommandRun;
import io.natter.cli.command.JetStreamServer;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrafficCommandIT {
    /** A row with all that was published in one second, at whatever time of it. */
    private static final Pattern ONE_MESSAGE =
            Pattern.compile("│ +0 │ +0 │ +0 │ +0 │ +[1-9]\\d* │ +\\d+ B │ +[1-9]\\d* │");

    @TempDir
    private Path home;

    @Test
    void showsWhatGoesOverTheServerUntilItIsToldToEnd() throws InterruptedException {
        try (JetStreamServer server = JetStreamServer.start(home.resolve("store"))) {
            CommandRun command = new CommandRun(home, server.url());
            int exit = command.runUntil(
                    out -> {
                        server.nats().publish("orders.new", "1");
                        return ONE_MESSAGE.matcher(out).find();
                    },
                    "traffic",
                    "orders.>");
            assertThat(exit).isEqualTo(130);
            assertThat(command.out()).contains("General Traffic", "Requests").doesNotContain("Raft Traffic");
        }
    }
}
