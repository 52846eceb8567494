package io.natter.store.memory;

import io.natter.store.Commit;
import io.natter.store.SideRecords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Side records in memory.
 *
 * <p>Confined to the stream's owner.
 */
final class MemorySideRecords implements SideRecords {
    private final Map<String, byte[]> values = new TreeMap<>();

    @Override
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    @Override
    public byte @Nullable [] get(String key) {
        byte[] value = values.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public void put(String key, byte[] value) {
        values.put(key, value.clone());
    }

    @Override
    public void remove(String key) {
        values.remove(key);
    }

    @Override
    public void write() {
        // memory is all there is
    }

    @Override
    public void commit(Commit commit) {
        commit.done(null);
    }
}
