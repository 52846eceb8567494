package io.natter.conformance.fuzz;

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
 * Both servers agree on sequences nobody thought of (T39).
 *
 * <p>{@code -Dnatter.fuzz.count} asks for more of them, {@code -Dnatter.fuzz.seed} for others. What is found is added to
 * the corpus.
 */
final class FuzzedSequencesConformance {
    private static final int DISAGREEMENTS_MAX = 5;

    @TempDir
    private Path directory;

    @Test
    void bothAnswerTheSame() {
        String config = "max_payload: 64\nmax_control_line: 256\nmax_subs: 6\n";
        long seed = Long.getLong("natter.fuzz.seed", 20261121);
        int count = Integer.getInteger("natter.fuzz.count", 2_000);
        List<Disagreement> found = new ArrayList<>();
        try (TestServer reference = Servers.start(ServerProgram.NATS_SERVER, config, directory);
                TestServer natter = Servers.start(ServerProgram.NATTER, config, directory)) {
            SequenceGenerator generator = new SequenceGenerator(seed);
            for (int i = 0; i < count && found.size() < DISAGREEMENTS_MAX; i++) {
                List<byte[]> operations = generator.next();
                int pieceBytes = generator.pieceBytes();
                if (Disagreement.on(operations, pieceBytes, reference, natter).isPresent()) {
                    Disagreement.shrunk(operations, pieceBytes, reference, natter)
                            .ifPresent(found::add);
                }
            }
        }
        assertThat(found).as("seed %d: disagreements", seed).isEmpty();
    }
}
