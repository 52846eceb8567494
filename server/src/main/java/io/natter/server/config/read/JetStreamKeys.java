package io.natter.server.config.read;

import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.JetStreamLimits;
import io.natter.server.config.JetStreamQueues;
import io.natter.server.config.JetStreamStore;
import io.natter.server.config.MetaCompaction;
import io.natter.server.config.StoreEncryption;
import io.natter.server.config.StoreEncryption.Cipher;
import io.natter.server.config.StoreEncryption.Tpm;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.ConfigValue.Whole;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keys of the jetstream block. (B100 to B110) Thread-safe: constants and pure functions. */
final class JetStreamKeys {
    private static final Keys<JetStreamLimits> BATCH = new Keys<JetStreamLimits>()
            .number(JetStreamLimits::withBatchMaxInflightPerStream, "max_inflight_per_stream")
            .number(JetStreamLimits::withBatchMaxInflightTotal, "max_inflight_total")
            .number(JetStreamLimits::withBatchMaxMessages, "max_msgs")
            .value(Given::durationText, JetStreamLimits::withBatchTimeout, "timeout");

    private static final Keys<JetStreamLimits> LIMITS = new Keys<JetStreamLimits>()
            .number(JetStreamLimits::withMaxAckPending, "max_ack_pending")
            .number(JetStreamLimits::withMaxHaAssets, "max_ha_assets")
            .number(JetStreamLimits::withMaxRequestBatch, "max_request_batch")
            .value(Given::durationText, JetStreamLimits::withDuplicateWindow, "duplicate_window")
            .number(JetStreamLimits::withDefaultMaxConsumers, "default_max_consumers")
            .action((limits, given) -> BATCH.read(limits, given), "batch");

    private static final Keys<JetStreamStore> STORE = new Keys<JetStreamStore>()
            .action(JetStreamKeys::directory, "store_dir", "storedir", "store")
            .value(
                    given -> size(given, "max_mem_store"),
                    JetStreamStore::withMaxMemory,
                    "max_memory_store",
                    "max_mem_store",
                    "max_mem")
            .value(given -> size(given, "max_file_store"), JetStreamStore::withMaxFile, "max_file_store", "max_file")
            .value(JetStreamKeys::syncInterval, JetStreamStore::withSyncInterval, "sync_interval", "sync")
            .value(JetStreamKeys::concurrentIo, JetStreamStore::withMaxConcurrentIo, "max_concurrent_io")
            .action(
                    (store, given) -> store.withEncryption(encryption(store).withKey(given.secretOrNull())),
                    "encryption_key",
                    "key",
                    "ek")
            .action(
                    (store, given) -> store.withEncryption(encryption(store).withPreviousKey(given.secretOrNull())),
                    "prev_encryption_key",
                    "prev_key",
                    "prev_ek")
            .action((store, given) -> store.withEncryption(encryption(store).withCipher(cipher(given))), "cipher")
            .action((store, given) -> store.withEncryption(tpm(encryption(store), given)), "tpm");

    private static final Keys<JetStreamQueues> QUEUES = new Keys<JetStreamQueues>()
            .value(
                    given -> size(given, "max_outstanding_catchup"),
                    JetStreamQueues::withMaxOutstandingCatchup,
                    "max_outstanding_catchup")
            .value(given -> size(given, "max_buffered_size"), JetStreamQueues::withMaxBufferedSize, "max_buffered_size")
            .number(JetStreamQueues::withMaxBufferedMessages, "max_buffered_msgs")
            .whole(JetStreamQueues::withRequestQueueLimit, "request_queue_limit")
            .whole(JetStreamQueues::withInfoQueueLimit, "info_queue_limit");

    private static final Keys<MetaCompaction> META = new Keys<MetaCompaction>()
            .value(given -> absolute(given, given.whole()), MetaCompaction::withEntries, "meta_compact")
            .value(
                    given -> absolute(given, size(given, "meta_compact_size")),
                    MetaCompaction::withBytes,
                    "meta_compact_size")
            .flag(MetaCompaction::withIsSync, "meta_compact_sync");

    private static final Keys<JetStreamConfig> JETSTREAM = new Keys<JetStreamConfig>()
            .flag(JetStreamConfig::withEnabled, "enabled", "enable")
            .text(JetStreamConfig::withDomain, "domain")
            .flag(JetStreamConfig::withStrict, "strict")
            .value(given -> given.text().strip().toLowerCase(Locale.ROOT), JetStreamConfig::withUniqueTag, "unique_tag")
            .text(JetStreamConfig::withExtensionHint, "extension_hint")
            .action((to, given) -> to.withLimits(LIMITS.read(JetStreamLimits.defaults(), given)), "limits")
            .all(JetStreamConfig::store, JetStreamConfig::withStore, STORE)
            .all(JetStreamConfig::queues, JetStreamConfig::withQueues, QUEUES)
            .all(JetStreamConfig::metaCompaction, JetStreamConfig::withMetaCompaction, META);

    private JetStreamKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(JETSTREAM, LIMITS, BATCH);
    }

    /** A boolean, {@code enabled}, {@code disabled} or a map, which enables unless it says otherwise. */
    static JetStreamConfig read(JetStreamConfig config, Given given) {
        if (given.value() instanceof Block) {
            return JETSTREAM.read(config.withEnabled(true), given);
        }
        return config.withEnabled(isEnabled(given));
    }

    static boolean isEnabled(Given given) {
        if (given.value() instanceof Flag flag) {
            return flag.value();
        }
        if (!(given.value() instanceof Text)) {
            throw given.fault("Expected map, bool or string to define JetStream, got "
                    + given.value().kind());
        }
        switch (given.text().toLowerCase(Locale.ROOT)) {
            case "enabled":
            case "enable":
                return true;
            case "disabled":
            case "disable":
                return false;
            default:
                throw given.fault("Expected 'enabled' or 'disabled' for string value, got '" + given.text() + "'");
        }
    }

    /** The directory, which may be given here or at top level, but not in both. */
    static JetStreamStore directory(JetStreamStore store, Given given) {
        if (store.directory() != null) {
            throw given.fault("Duplicate 'store_dir' configuration");
        }
        return store.withDirectory(given.pathOrNull());
    }

    private static StoreEncryption encryption(JetStreamStore store) {
        StoreEncryption encryption = store.encryption();
        return encryption == null ? StoreEncryption.defaults() : encryption;
    }

    private static Cipher cipher(Given given) {
        switch (given.text().toLowerCase(Locale.ROOT)) {
            case "chacha":
            case "chachapoly":
                return Cipher.CHACHA;
            case "aes":
                return Cipher.AES;
            default:
                throw given.fault("Unknown cipher type: \"" + given.text() + "\"");
        }
    }

    private static StoreEncryption tpm(StoreEncryption start, Given given) {
        return new Keys<StoreEncryption>()
                .action(
                        (to, key) -> to.withTpm(new Tpm(
                                key.pathOrNull(), of(to).encryptionPassword(), of(to).srkPassword(), of(to).pcr())),
                        "keys_file")
                .action(
                        (to, key) -> to.withTpm(
                                new Tpm(of(to).keysFile(), key.secretOrNull(), of(to).srkPassword(), of(to).pcr())),
                        "encryption_password")
                .action(
                        (to, key) -> to.withTpm(new Tpm(
                                of(to).keysFile(), of(to).encryptionPassword(), key.secretOrNull(), of(to).pcr())),
                        "srk_password")
                .action(
                        (to, key) -> to.withTpm(new Tpm(
                                of(to).keysFile(), of(to).encryptionPassword(), of(to).srkPassword(), key.number())),
                        "pcr")
                .action((to, key) -> to.withCipher(cipher(key)), "cipher")
                .read(start, given);
    }

    private static Tpm of(StoreEncryption encryption) {
        Tpm tpm = encryption.tpm();
        return tpm == null ? new Tpm(null, null, null, 0) : tpm;
    }

    // "always" is what we do anyway: null.
    private static @Nullable Duration syncInterval(Given given) {
        if (given.value() instanceof Text && given.text().equalsIgnoreCase("always")) {
            return null;
        }
        return given.duration();
    }

    private static int concurrentIo(Given given) {
        if (!(given.value() instanceof Whole whole) || whole.value() < 4 || whole.value() > 8192) {
            throw given.fault(
                    "Expected an absolute size for \"" + given.key() + "\" between 4 and 8192, got " + given.value());
        }
        return (int) whole.value();
    }

    private static long absolute(Given given, long size) {
        if (size < 0) {
            throw given.fault("Expected an absolute size for \"" + given.key() + "\", got " + size);
        }
        return size;
    }

    /** An integer, or a string of digits and one of K, M, G, T, which are powers of 1024. (B101) */
    private static long size(Given given, String what) {
        if (given.value() instanceof Whole whole) {
            return whole.value();
        }
        if (!(given.value() instanceof Text)) {
            throw given.fault(what + " must be int64 or string");
        }
        String text = given.text();
        if (text.isEmpty()) {
            return 0;
        }
        int power = "KMGT".indexOf(text.charAt(text.length() - 1));
        try {
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            if (power < 0) {
                throw given.fault(what + " sizes defined as strings must end in K, M, G, T");
            }
            return Math.multiplyExact(number, 1L << (10 * (power + 1)));
        } catch (NumberFormatException | ArithmeticException e) {
            throw given.fault(what + ": got \"" + text + "\", expected a number and one of K, M, G, T");
        }
    }
}
