package io.natter.server.system;

import io.natter.protocol.ServerInfo;
import io.natter.protocol.json.ObjectReader;
import io.natter.server.core.ServerStamp;
import java.util.List;
import java.util.Objects;

/**
 * Which servers a request is meant for; where it names nothing, all (F1).
 *
 * <p>Immutable.
 *
 * @param isExact whether names are whole ones, not parts of them
 * @param tags tags that a server has all of
 */
record ServerFilter(String serverName, String host, String cluster, boolean isExact, List<String> tags, String domain) {
    ServerFilter {
        tags = List.copyOf(tags);
    }

    static ServerFilter read(ObjectReader in) {
        return new ServerFilter(
                in.string("server_name"),
                in.string("host"),
                in.string("cluster"),
                in.bool("exact_match"),
                in.strings("tags"),
                in.string("domain"));
    }

    /** Whether this server is meant. */
    boolean admits(ServerStamp server) {
        ServerInfo info = server.info();
        ServerStamp.Labels labels = server.labels();
        return isNamed(serverName, info.serverName())
                && isNamed(host, info.host())
                && isNamed(cluster, Objects.requireNonNullElse(info.cluster(), ""))
                && tags.stream().allMatch(tag -> labels.tags().stream().anyMatch(tag::equalsIgnoreCase))
                && (domain.isEmpty() || domain.equals(labels.domain()));
    }

    private boolean isNamed(String asked, String name) {
        return asked.isEmpty() || (isExact ? name.equals(asked) : name.contains(asked));
    }
}
