package io.natter.conformance.js;

import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The official JavaScript client finds streams, consumers, buckets and object stores as with the reference. */
final class JsStreamsIT {
    @TempDir
    private Path directory;

    @EachProgram
    void everyFlowHolds(ServerProgram program) throws Exception {
        String config = "jetstream { store_dir: \"" + directory.resolve("store") + "\" }";
        try (TestServer server = Servers.start(program, config, directory);
                NodeRun node = NodeRun.startFile("streams.js", server.url(), Map.of())) {
            node.assertAllHeld();
        }
    }
}
