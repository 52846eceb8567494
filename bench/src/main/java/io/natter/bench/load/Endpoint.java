package io.natter.bench.load;

import java.net.InetSocketAddress;

/**
 * Where a server listens and who connects.
 *
 * <p>Immutable.
 *
 * @param address the client port
 * @param connectFields fields added to the CONNECT object, each led by a comma; empty for an anonymous connection
 */
public record Endpoint(InetSocketAddress address, String connectFields) {
    /** Returns the anonymous endpoint on this machine's loopback address. */
    public static Endpoint loopback(int port) {
        return new Endpoint(new InetSocketAddress("127.0.0.1", port), "");
    }

    /** Returns this endpoint for a user with a password. */
    public Endpoint withUser(String user, String password) {
        return new Endpoint(address, ",\"user\":\"" + user + "\",\"pass\":\"" + password + "\"");
    }

    /** Returns the CONNECT line with its CRLF. */
    public String connectLine() {
        return connectLine("");
    }

    /** Returns the CONNECT line with further fields, each led by a comma. */
    public String connectLine(String moreFields) {
        return "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"bench\",\"version\":\"1\",\"name\":\"bench\",\"protocol\":1,"
                + "\"headers\":true,\"no_responders\":true" + connectFields + moreFields + "}\r\n";
    }
}
