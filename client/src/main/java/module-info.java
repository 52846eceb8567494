/** The NATS client. Its dependencies are the JDK and the protocol. */
module io.natter.client {
    requires transitive io.natter.protocol;

    exports io.natter.client;
    exports io.natter.client.group;
    exports io.natter.client.keyvalue;
    exports io.natter.client.objectstore;
    exports io.natter.client.queue;
    exports io.natter.client.service;
    exports io.natter.client.jetstream;
}
