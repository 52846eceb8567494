package io.natter.server.monitor;

/** What the system account's services show of a server, and of one of its accounts (F1, F3). Immutable. */
public enum SystemPage {
    VARZ,
    SUBSZ,
    CONNZ,
    ROUTEZ,
    GATEWAYZ,
    LEAFZ,
    ACCOUNTZ,
    JSZ,
    HEALTHZ,
    PROFILEZ,
    EXPVARZ,
    IPQUEUESZ,
    RAFTZ,
    /** One account in detail. */
    ACCOUNT_INFO,
    /** What one account has in JetStream. */
    ACCOUNT_JSZ,
    /** What accounts sent and received. */
    ACCOUNT_STATZ
}
