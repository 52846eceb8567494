package io.natter.bench.client;

import java.util.Locale;

/** The clients that are held against each other. */
enum ClientProgram {
    /** Ours. */
    OURS {
        @Override
        Driver connect(String url) {
            return new NatterDriver(url);
        }

        @Override
        StoredDriver connectStored(String url) {
            return new NatterStoredDriver(url);
        }

        @Override
        BucketDriver connectBuckets(String url) {
            return new NatterBucketDriver(url);
        }

        @Override
        String version() {
            return "natter-client 0.1.0-SNAPSHOT";
        }
    },

    /** The official Java client. */
    THEIRS {
        @Override
        Driver connect(String url) throws Exception {
            return new JnatsDriver(url);
        }

        @Override
        StoredDriver connectStored(String url) throws Exception {
            return new JnatsStoredDriver(url);
        }

        @Override
        BucketDriver connectBuckets(String url) throws Exception {
            return new JnatsBucketDriver(url);
        }

        @Override
        String version() {
            return "jnats " + io.nats.client.Nats.CLIENT_VERSION;
        }
    };

    /** Opens a connection. */
    abstract Driver connect(String url) throws Exception;

    /** Opens a connection to a server with JetStream. */
    abstract StoredDriver connectStored(String url) throws Exception;

    /** Opens a connection to a server with JetStream, with a bucket and an object store. */
    abstract BucketDriver connectBuckets(String url) throws Exception;

    /** Its name and version, for the result. */
    abstract String version();

    static ClientProgram named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
