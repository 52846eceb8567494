/** The embeddable, wire-compatible server. */
@SuppressWarnings("module") // the command line, which is made later, checks configurations by the rules
module io.natter.server {
    requires transitive io.natter.protocol;
    requires io.natter.store;
    requires static transitive org.jspecify;
    requires io.avaje.json;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.compression;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires io.prometheus.metrics.instrumentation.jvm;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires jBCrypt;
    requires java.management;
    requires jdk.management;
    requires org.slf4j;

    exports io.natter.server;
    exports io.natter.server.config;
    exports io.natter.server.jetstream.rules to
            io.natter.cli;
}
