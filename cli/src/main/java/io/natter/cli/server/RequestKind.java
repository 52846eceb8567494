package io.natter.cli.server;

import java.util.List;

/** The commands below {@code natter server request}, each with its page. <i>Immutable.</i> */
enum RequestKind {
    ACCOUNTS(Page.ACCOUNTZ, "accounts", "accountz", "acct"),
    CONNECTIONS(Page.CONNZ, "connections", "conn", "connz"),
    GATEWAYS(Page.GATEWAYZ, "gateways", "gateway", "gwy", "gatewayz"),
    QUEUES(Page.IPQUEUESZ, "ipqueue", "ipq", "ipqueuesz"),
    HEALTH(Page.HEALTHZ, "jetstream-health", "healthz"),
    JETSTREAM(Page.JSZ, "jetstream", "jsz", "js"),
    LEAFNODES(Page.LEAFZ, "leafnodes", "leaf", "leafz"),
    RAFT(Page.RAFTZ, "raft", "raftz"),
    ROUTES(Page.ROUTEZ, "routes", "route", "routez"),
    SUBSCRIPTIONS(Page.SUBSZ, "subscriptions", "sub", "subsz"),
    VARIABLES(Page.VARZ, "variables", "var", "varz");

    private final Page page;
    private final List<String> names;

    RequestKind(Page page, String... names) {
        this.page = page;
        this.names = List.of(names);
    }

    Page page() {
        return page;
    }

    /** The name, and what else it is called. */
    List<String> names() {
        return names;
    }
}
