package io.natter.conformance;

import java.nio.file.Path;

/** Our server, embedded. Thread-safe. */
final class NatterUnderTest {
    private NatterUnderTest() {}

    static TestServer start(String config, int port, Path directory) {
        return ReferenceServer.start(config, port, directory);
    }
}
