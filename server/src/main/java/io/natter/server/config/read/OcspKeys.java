package io.natter.server.config.read;

import io.natter.server.config.OcspCacheConfig;
import io.natter.server.config.OcspConfig;
import io.natter.server.config.OcspConfig.Mode;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Flag;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Keys of the ocsp and ocsp_cache blocks. (B125) Thread-safe: constants and pure functions. */
final class OcspKeys {
    private static final Duration SAVE_INTERVAL_MIN = Duration.ofSeconds(1);

    private static final Keys<OcspConfig> OCSP = new Keys<OcspConfig>()
            .value(OcspKeys::mode, OcspConfig::withMode, "mode")
            .texts(OcspConfig::withUrls, "url", "urls")
            .unknown(key -> "error parsing ocsp config: unsupported field \"" + key + "\"");

    private static final Keys<OcspCacheConfig> CACHE = new Keys<OcspCacheConfig>()
            .value(OcspKeys::isLocal, OcspCacheConfig::withIsLocal, "type")
            .path(OcspCacheConfig::withLocalStore, "local_store")
            .flag(OcspCacheConfig::withPreserveRevoked, "preserve_revoked")
            .value(OcspKeys::saveInterval, OcspCacheConfig::withSaveInterval, "save_interval")
            .unknown(key -> "error parsing OCSP peer cache config, unknown field [\"" + key + "\"]");

    private OcspKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(OCSP, CACHE);
    }

    static OcspConfig ocsp(Given given) {
        if (given.value() instanceof Flag flag) {
            return OcspConfig.defaults().withMode(flag.value() ? Mode.AUTO : Mode.NEVER);
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault("error parsing ocsp config: unsupported type "
                    + given.value().kind());
        }
        return OCSP.read(OcspConfig.defaults(), given);
    }

    static OcspCacheConfig cache(Given given) {
        if (given.value() instanceof Flag flag) {
            return OcspCacheConfig.defaults().withIsLocal(flag.value());
        }
        return CACHE.read(OcspCacheConfig.defaults(), given);
    }

    private static Mode mode(Given given) {
        switch (given.text().toLowerCase(Locale.ROOT)) {
            case "always":
                return Mode.ALWAYS;
            case "must":
                return Mode.MUST;
            case "never":
                return Mode.NEVER;
            case "auto":
                return Mode.AUTO;
            default:
                throw given.fault("error parsing ocsp config: unsupported ocsp mode \"" + given.text() + "\"");
        }
    }

    private static boolean isLocal(Given given) {
        switch (given.text().toLowerCase(Locale.ROOT)) {
            case "local":
                return true;
            case "none":
                return false;
            default:
                throw given.fault("error parsing OCSP peer cache config, unknown type [" + given.text() + "]");
        }
    }

    private static Duration saveInterval(Given given) {
        Duration interval = given.secondsOrDuration("error parsing OCSP peer cache config, conversion error:");
        return interval.compareTo(SAVE_INTERVAL_MIN) < 0 ? SAVE_INTERVAL_MIN : interval;
    }
}
