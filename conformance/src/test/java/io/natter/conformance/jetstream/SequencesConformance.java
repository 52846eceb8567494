package io.natter.conformance.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both servers agree on what users do with streams.
 *
 * <p>{@code -Dnatter.jetstream.count} asks for more sequences, {@code -Dnatter.jetstream.seed} for others.
 */
final class SequencesConformance {
    private static final int DISAGREEMENTS_MAX = Integer.getInteger("natter.jetstream.disagreements", 5);

    @TempDir
    private Path directory;

    @Test
    void bothAnswerTheSame() {
        long seed = Long.getLong("natter.jetstream.seed", 20261121);
        int count = Integer.getInteger("natter.jetstream.count", 300);
        List<JetStreamDisagreement> found = new ArrayList<>();
        try (TestServer reference = start(ServerProgram.NATS_SERVER, "reference");
                TestServer natter = start(ServerProgram.NATTER, "natter")) {
            JetStreamSequences sequences = new JetStreamSequences(seed);
            for (int i = 0; i < count && found.size() < DISAGREEMENTS_MAX; i++) {
                JetStreamDisagreement.on(sequences.next(), reference, natter)
                        .map(each -> JetStreamDisagreement.shrunk(each, reference, natter))
                        .ifPresent(found::add);
            }
        }
        assertThat(found).as("seed %d: disagreements", seed).isEmpty();
    }

    private TestServer start(ServerProgram program, String store) {
        return Servers.start(program, "jetstream: {store_dir: \"" + directory.resolve(store) + "\"}", directory);
    }
}
