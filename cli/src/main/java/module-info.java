/** The commands; the one place that reads arguments, environment and properties, and that exits. */
module io.natter.cli {
    requires io.natter.server;
    requires static transitive org.jspecify;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires io.avaje.json;
    requires jdk.unsupported;
    requires org.slf4j;

    provides ch.qos.logback.classic.spi.Configurator with
            io.natter.cli.log.LogStart;
}
