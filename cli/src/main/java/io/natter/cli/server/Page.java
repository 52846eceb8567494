package io.natter.cli.server;

import java.util.Locale;

/** What can be asked of a server, by the name of its monitoring page. <i>Immutable.</i> */
public enum Page {
    /** Settings and counters. */
    VARZ,
    /** Connections. */
    CONNZ,
    /** Subscriptions. */
    SUBSZ,
    /** Accounts. */
    ACCOUNTZ,
    /** Traffic of accounts. */
    ACCSTATZ,
    /** JetStream. */
    JSZ,
    /** Whether all is well. */
    HEALTHZ,
    /** Routes of a cluster. */
    ROUTEZ,
    /** Gateways of a super cluster. */
    GATEWAYZ,
    /** Leaf nodes. */
    LEAFZ,
    /** Replicated groups. */
    RAFTZ,
    /** Queues inside the server. */
    IPQUEUESZ;

    /** The path of the page. */
    String path() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }
}
