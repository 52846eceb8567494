package io.natter.client.group;

import io.natter.client.Codec;
import io.natter.client.Message;
import io.natter.client.jetstream.JetStream;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.RevisionConflictException;
import io.natter.protocol.jetstream.AssetName;
import io.natter.protocol.json.JsonForm;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a group where all its members find it: an entry of a bucket.
 *
 * <pre>
 *  bucket static-consumer-groups or elastic-consumer-groups, key STREAM.GROUP
 * </pre>
 *
 * <p>Thread-safe.
 *
 * @param <C> kind of configuration
 */
final class GroupRecord<C extends GroupConfig> {
    private final JetStream jetStream;
    private final String bucket;
    private final String stream;
    private final String group;
    private final KeyValue<C> entries;

    GroupRecord(JetStream jetStream, String bucket, JsonForm<C> form, String stream, String group) {
        requireName("stream", stream);
        requireName("group", group);
        this.jetStream = jetStream;
        this.bucket = bucket;
        this.stream = stream;
        this.group = group;
        this.entries = KeyValueManagement.of(jetStream).bucket(bucket).as(new Form<>(form));
    }

    static void requireName(String what, String name) {
        if (!AssetName.isValid(name)) {
            throw new IllegalArgumentException(
                    what + ": got \"" + name + "\", expected no blanks, dots, wildcards and slashes");
        }
    }

    /** A form of JSON as a codec. Thread-safe. */
    private record Form<C>(JsonForm<C> form) implements Codec<C> {
        @Override
        public byte[] encode(C value) {
            return form.write(value);
        }

        @Override
        public C decode(Message message) {
            return form.read(message.payload());
        }
    }

    String key() {
        return stream + "." + group;
    }

    /** The connection's own executor, or null. */
    @Nullable
    Executor executor() {
        return jetStream.connection().options().executor();
    }

    KeyValue<C> entries() {
        return entries;
    }

    C read() {
        return entries.value(key()).orElseThrow(() -> absent());
    }

    private IllegalStateException absent() {
        return new IllegalStateException("group \"" + group + "\" of stream " + stream + ": got none, expected one");
    }

    /** Writes it for the first time, or finds one there; returns what is there. The bucket is made if need be. */
    C create(C config, int replicas) {
        KeyValueManagement buckets = KeyValueManagement.of(jetStream);
        if (buckets.find(bucket).isEmpty()) {
            buckets.create(KeyValueConfig.of(bucket).withReplicas(replicas));
        }
        try {
            entries.create(key(), config);
            return config;
        } catch (RevisionConflictException isThere) {
            return read();
        }
    }

    /** Changes what is there, again if somebody else did meanwhile; returns what it is then. */
    C change(UnaryOperator<C> change) {
        return entries.compute(
                        key(),
                        before -> before.map(change).or(() -> {
                            throw absent();
                        }))
                .orElseThrow(this::absent);
    }

    void delete() {
        entries.delete(key());
    }

    IllegalStateException isAnother(C there) {
        return new IllegalStateException("group \"" + group + "\" of stream " + stream + ": got " + there
                + ", expected it to be absent, or just so");
    }

    /** Names of a stream's groups in a bucket. */
    static List<String> groupsOf(JetStream jetStream, String bucket, String stream) {
        requireName("stream", stream);
        return KeyValueManagement.of(jetStream)
                .find(bucket)
                .map(there -> there.keys(stream + ".*"))
                .orElse(List.of())
                .stream()
                .map(key -> key.substring(stream.length() + 1))
                .sorted()
                .toList();
    }
}
