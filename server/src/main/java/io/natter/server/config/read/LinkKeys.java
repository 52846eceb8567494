package io.natter.server.config.read;

import io.natter.server.config.CompressionConfig;
import io.natter.server.config.LinkUrl;
import io.natter.server.config.ListenerConfig;
import io.natter.server.config.WriteLimits;
import io.natter.server.config.WriteTimeoutPolicy;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the blocks of other listeners have in common. (B34, B35, B140 to B145) Thread-safe: constants and pure functions. */
final class LinkKeys {
    /** Address and port. */
    static final Keys<ListenerConfig> LISTENER = new Keys<ListenerConfig>()
            .action(
                    (listener, given) -> {
                        HostPort listen = HostPort.of(given);
                        return listener.withHost(listen.host()).withPort(listen.port());
                    },
                    "listen")
            .number(ListenerConfig::withPort, "port")
            .text(ListenerConfig::withHost, "host", "net");

    /** How long writes may take. */
    static final Keys<WriteLimits> WRITES = new Keys<WriteLimits>()
            .duration(WriteLimits::withDeadline, "write_deadline")
            .value(LinkKeys::writeTimeout, WriteLimits::withPolicy, "write_timeout");

    private static final Keys<CompressionConfig> COMPRESSION = new Keys<CompressionConfig>()
            .value(Given::text, CompressionConfig::withMode, "mode")
            .value(
                    LinkKeys::thresholds,
                    CompressionConfig::withRttThresholds,
                    "rtt_thresholds",
                    "thresholds",
                    "rtts",
                    "rtt");

    private LinkKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(COMPRESSION);
    }

    static WriteTimeoutPolicy writeTimeout(Given given) {
        switch (given.text()) {
            case "default":
                return WriteTimeoutPolicy.DEFAULT;
            case "close":
                return WriteTimeoutPolicy.CLOSE;
            case "retry":
                return WriteTimeoutPolicy.RETRY;
            default:
                throw given.fault("write_timeout must be 'default', 'close' or 'retry'");
        }
    }

    /** A mode, true for {@code modeForOn}, or a block. */
    static CompressionConfig compression(Given given, String modeForOn) {
        if (given.value() instanceof Text) {
            return CompressionConfig.defaults().withMode(given.text());
        }
        if (given.value() instanceof Flag flag) {
            return CompressionConfig.defaults().withMode(flag.value() ? modeForOn : "off");
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault("field \"" + given.key() + "\" should be a boolean or a structure, got "
                    + given.value().kind());
        }
        return COMPRESSION.read(CompressionConfig.defaults(), given);
    }

    private static List<Duration> thresholds(Given given) {
        List<Duration> thresholds = new ArrayList<>();
        given.items().forEach(item -> thresholds.add(item.durationText()));
        return thresholds;
    }

    /** An array of URLs; one that is repeated is left out with a warning, one that is none is an error. */
    static List<LinkUrl> urls(Given given, String kind) {
        List<LinkUrl> urls = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Given item : given.items()) {
            if (!seen.add(item.text())) {
                // its text may hold a password, so it is not shown
                item.warn("invalid use of field \"" + given.key() + "\": Duplicate " + kind + " entry detected");
                continue;
            }
            try {
                urls.add(url(item, kind));
            } catch (ConfigFault fault) {
                given.reading().error(fault.at(), String.valueOf(fault.getMessage()));
            }
        }
        return urls;
    }

    static LinkUrl url(Given given, String kind) {
        try {
            return LinkUrl.of(given.text());
        } catch (IllegalArgumentException e) {
            throw given.fault("error parsing " + kind + " url: " + e.getMessage());
        }
    }
}
