package io.natter.conformance.client;

import io.natter.client.Authentication;
import io.natter.client.NatsOptions;
import io.natter.client.NatsOptionsBuilder;
import io.natter.client.TlsOptions;
import io.natter.conformance.ServerProgram;

/** A way into a server: what its configuration says, and what a client brings along. Immutable. */
enum Access {
    /** Anybody. */
    OPEN("open"),

    /** Whoever knows a token. */
    TOKEN("token") {
        @Override
        String config(Secrets secrets) {
            return "authorization { timeout: 60, token: \"t0ken\" }";
        }

        @Override
        NatsOptionsBuilder options(Site site) {
            return super.options(site).authentication(Authentication.token("t0ken"));
        }
    },

    /** A user with a password. */
    USER_PASSWORD("user and password") {
        @Override
        String config(Secrets secrets) {
            return "authorization { timeout: 60, users: [ {user: alice, password: apple} ] }";
        }

        @Override
        NatsOptionsBuilder options(Site site) {
            return super.options(site).authentication(Authentication.userPassword("alice", "apple"));
        }
    },

    /** A user who signs. */
    NKEY("nkey") {
        @Override
        String config(Secrets secrets) {
            return "authorization { timeout: 60, users: [ {nkey: " + secrets.userKey() + "} ] }";
        }

        @Override
        NatsOptionsBuilder options(Site site) {
            return super.options(site)
                    .authentication(Authentication.nkey(site.secrets().userSeed()));
        }
    },

    /** A user of an account of an operator, with a credentials file. */
    CREDENTIALS("credentials") {
        @Override
        String config(Secrets secrets) {
            return secrets.operatorConfig();
        }

        @Override
        NatsOptionsBuilder options(Site site) {
            return super.options(site)
                    .authentication(Authentication.credentials(site.secrets().credentialsFile()));
        }

        @Override
        boolean isOfferedBy(ServerProgram program) {
            return program == ServerProgram.NATS_SERVER; // ours has no operator mode yet
        }
    },

    /** Both sides show a certificate. */
    MUTUAL_TLS("mutual TLS") {
        @Override
        String config(Secrets secrets) {
            return secrets.certificates().tlsBlock("verify: true");
        }

        @Override
        NatsOptionsBuilder options(Site site) {
            return super.options(site)
                    .tls(TlsOptions.REQUIRE
                            .withTrust(site.secrets().file("ca.pem"))
                            .withCertificate(
                                    site.secrets().file("alice.pem"),
                                    site.secrets().file("alice-key.pem")));
        }
    },

    /** Through a WebSocket. */
    WEB_SOCKET("WebSocket") {
        @Override
        NatsOptionsBuilder options(Site site) {
            return NatsOptions.builder().servers(site.webSocketUrl());
        }

        @Override
        boolean isOfferedBy(ServerProgram program) {
            return program == ServerProgram.NATS_SERVER; // ours has no WebSocket yet
        }
    };

    private final String title;

    Access(String title) {
        this.title = title;
    }

    /** What the server is told, beside its listeners. */
    String config(Secrets secrets) {
        return "";
    }

    /** What a client of that server starts from. */
    NatsOptionsBuilder options(Site site) {
        return NatsOptions.builder().servers(site.server().url());
    }

    boolean isOfferedBy(ServerProgram program) {
        return true;
    }

    @Override
    public String toString() {
        return title;
    }
}
