/** Bytes and operations, subjects, headers, keys and claims. No sockets, threads, files or clocks. */
module io.natter.protocol {
    requires static transitive org.jspecify;
    requires transitive io.avaje.json;

    exports io.natter.protocol;
    exports io.natter.protocol.claims;
    exports io.natter.protocol.jetstream;
    exports io.natter.protocol.json;
    exports io.natter.protocol.keys;
    exports io.natter.protocol.subject;
    exports io.natter.protocol.wire;
}
