package io.natter.server.config;

/**
 * How often failing links to other servers are logged. Immutable. (B42)
 *
 * @param connectErrorReports attempts between two entries about a link that never was up
 * @param reconnectErrorReports attempts between two entries about a link that was
 */
public record LinkReports(int connectErrorReports, int reconnectErrorReports) {

    /** What holds when the configuration says nothing. */
    public static LinkReports defaults() {
        return new LinkReports(3600, 1);
    }

    /** A copy with another connectErrorReports. */
    public LinkReports withConnectErrorReports(int connectErrorReports) {
        return Copy.with(this, "connectErrorReports", connectErrorReports);
    }

    /** A copy with another reconnectErrorReports. */
    public LinkReports withReconnectErrorReports(int reconnectErrorReports) {
        return Copy.with(this, "reconnectErrorReports", reconnectErrorReports);
    }
}
