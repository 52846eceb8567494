/** Streams of records, in files and in memory. Knows nothing of NATS but wildcards; needs nothing but the JDK. */
module io.natter.store {
    requires static transitive org.jspecify;

    exports io.natter.store;
    exports io.natter.store.disk;
    exports io.natter.store.file;
    exports io.natter.store.memory;
}
