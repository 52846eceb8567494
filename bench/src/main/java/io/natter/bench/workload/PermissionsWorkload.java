package io.natter.bench.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * W17: one to one by a user with ten allowed and ten denied filters in each direction.
 *
 * <p>Confined to the runner's thread.
 */
final class PermissionsWorkload implements Workload {
    private static final String USER = "bench";
    private static final String PASSWORD = "bench-password";

    private final TrafficWorkload inner;

    PermissionsWorkload(TrafficWorkload inner) {
        this.inner = inner;
    }

    @Override
    public String id() {
        return inner.id();
    }

    @Override
    public String title() {
        return inner.title();
    }

    @Override
    public List<Gate> gates() {
        return inner.gates();
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        Path file = directory.resolve("permissions.conf");
        Files.writeString(file, configuration());
        return List.of("-c", file.toString());
    }

    private static String configuration() {
        StringBuilder allow = new StringBuilder("\"bench.>\"");
        StringBuilder deny = new StringBuilder("\"bench.secret.>\"");
        for (int i = 1; i < 10; i++) {
            allow.append(", \"allowed.").append(i).append(i % 2 == 0 ? ".*\"" : ".>\"");
            deny.append(", \"bench.denied.*.").append(i).append('"');
        }
        String rules = "{ allow: [" + allow + "], deny: [" + deny + "] }";
        return "authorization {\n  users = [ {\n    user: \"" + USER + "\"\n    password: \"" + PASSWORD
                + "\"\n    permissions: {\n      publish: " + rules + "\n      subscribe: " + rules
                + "\n    }\n  } ]\n}\n";
    }

    @Override
    public Sample round(Round round) throws IOException {
        return inner.run(round, round.endpoint().withUser(USER, PASSWORD));
    }
}
