/** The commands; the one place that reads arguments, environment and properties, and that exits. */
module io.natter.cli {
    requires io.natter.server;
    requires static transitive org.jspecify;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires io.avaje.json;
    requires jdk.unsupported;
    requires org.slf4j;

    // SLF4J makes the provider that LogProvider.install names.
    opens io.natter.cli.log to
            org.slf4j;

    exports io.natter.cli.log to
            org.slf4j;
}
