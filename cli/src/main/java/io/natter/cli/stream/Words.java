package io.natter.cli.stream;

import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Words of flags that stand for something else. <i>Thread-safe:</i> pure functions. */
final class Words {
    private static final Map<String, StorageType> STORAGES = new TreeMap<>(Map.of(
            "file", StorageType.FILE, "f", StorageType.FILE, "memory", StorageType.MEMORY, "m", StorageType.MEMORY));

    private static final Map<String, RetentionPolicy> RETENTIONS = new TreeMap<>(Map.of(
            "limits", RetentionPolicy.LIMITS,
            "interest", RetentionPolicy.INTEREST,
            "work", RetentionPolicy.WORK_QUEUE,
            "workq", RetentionPolicy.WORK_QUEUE,
            "work queue", RetentionPolicy.WORK_QUEUE));

    private Words() {}

    static StorageType storage(String word) {
        return pick("storage", word, STORAGES);
    }

    static RetentionPolicy retention(String word) {
        return pick("retention", word, RETENTIONS);
    }

    private static <T> T pick(String what, String word, Map<String, T> known) {
        T found = known.get(word.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new UsageException(what + ": got \"" + word + "\", expected one of " + known.keySet());
        }
        return found;
    }
}
