/** The commands; the one place that reads arguments, environment and properties, and that exits. */
module io.natter.cli {
    requires io.natter.client;
    requires io.natter.server;
    requires static transitive org.jspecify;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires io.avaje.json;
    requires jBCrypt;
    requires jdk.unsupported;
    requires org.slf4j;

    // SLF4J makes the provider that LogProvider.install names.
    opens io.natter.cli.log to
            org.slf4j;
    // picocli sets the flags.
    opens io.natter.cli.command to
            info.picocli;
    opens io.natter.cli.account to
            info.picocli;
    opens io.natter.cli.bench to
            info.picocli;
    opens io.natter.cli.bucket to
            info.picocli;
    opens io.natter.cli.consumer to
            info.picocli;
    opens io.natter.cli.counter to
            info.picocli;
    opens io.natter.cli.error to
            info.picocli;
    opens io.natter.cli.event to
            info.picocli;
    opens io.natter.cli.keyvalue to
            info.picocli;
    opens io.natter.cli.objectstore to
            info.picocli;
    opens io.natter.cli.server to
            info.picocli;
    opens io.natter.cli.trace to
            info.picocli;
    opens io.natter.cli.traffic to
            info.picocli;
    opens io.natter.cli.stream to
            info.picocli;

    exports io.natter.cli.log to
            org.slf4j;
}
