package io.natter.conformance.client;

import io.natter.client.NatsConnection;
import io.natter.client.NatsOptionsBuilder;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A server under one setting, on ports it keeps when it is stopped and started again. Confined to the test.
 *
 * <p>Closing it twice is fine.
 */
final class Site implements AutoCloseable {
    private final Testbed testbed;
    private final Setting setting;
    private final Path directory;
    private final Secrets secrets;
    private final String config;
    private final ReservedPort port = ReservedPort.take();
    private final ReservedPort webSocketPort = ReservedPort.take();
    private TestServer server;

    Site(Testbed testbed, Setting setting, String moreConfig, Path directory) {
        this.testbed = testbed;
        this.setting = setting;
        this.directory = directory;
        this.secrets = new Secrets(directory);
        String webSocket = setting.access() == Access.WEB_SOCKET
                ? "websocket { host: \"127.0.0.1\", port: " + webSocketPort.number() + ", no_tls: true }\n"
                : "";
        this.config = setting.access().config(secrets) + "\n" + webSocket + moreConfig;
        this.server = Servers.start(setting.program(), config, port.number(), directory);
    }

    Secrets secrets() {
        return secrets;
    }

    TestServer server() {
        return server;
    }

    String webSocketUrl() {
        return "ws://127.0.0.1:" + webSocketPort.number();
    }

    /** Options that get in, and come back quickly. */
    NatsOptionsBuilder options() {
        return setting.access()
                .options(this)
                .reconnect(Testbed.QUICK)
                .connectTimeout(Testbed.PATIENCE)
                .requestTimeout(Testbed.PATIENCE)
                .drainTimeout(Duration.ofSeconds(1)); // what a test leaves unread would be waited for
    }

    /** A connection that gets in; the testbed closes it. */
    NatsConnection connect() {
        return testbed.connect(options().build());
    }

    /** Stops the server; its ports stay reserved. */
    void stop() {
        server.close();
    }

    /** Starts it again where it was. */
    void start() {
        server = Servers.start(setting.program(), config, port.number(), directory);
    }

    void restart() {
        stop();
        start();
    }

    @Override
    public void close() {
        server.close();
        port.close();
        webSocketPort.close();
    }
}
