package io.natter.cli.bucket;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.protocol.jetstream.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What a bucket of either kind is to be, as far as flags say it; what they do not say stays as it was.
 *
 * <p><i>Confined to the command's thread.</i>
 */
public final class BucketFlags {
    private static final long UNLIMITED = -1;

    @Option(names = "--description", paramLabel = "TEXT", description = "A description for the bucket")
    private @Nullable String description;

    @Option(names = "--ttl", paramLabel = "DURATION", description = "How long to keep what is in the bucket")
    private @Nullable Duration ttl;

    @Option(names = "--replicas", paramLabel = "COUNT", description = "How many replicas of the data to store")
    private @Nullable Integer replicas;

    @Option(names = "--max-bucket-size", paramLabel = "BYTES", description = "Maximum size for the bucket")
    private @Nullable String maxBucketSize;

    @Option(names = "--tags", paramLabel = "TAG", description = "Place the bucket on servers that has specific tags")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "Place the bucket on a specific cluster")
    private @Nullable String cluster;

    @Option(names = "--compress", negatable = true, description = "Compress the bucket data")
    private @Nullable Boolean compress;

    @Option(names = "--metadata", paramLabel = "K:V", description = "Adds metadata to the bucket")
    private List<String> metadata = new ArrayList<>();

    /** Text for people. */
    public String description(String before) {
        return description == null ? before : description;
    }

    /** How long entries are kept. */
    public Duration ttl(Duration before) {
        return ttl == null ? before : ttl;
    }

    /** Servers that keep it. */
    public int replicas(int before) {
        return replicas == null ? before : replicas;
    }

    /** Whether it is compressed. */
    public boolean isCompressed(boolean before) {
        return compress == null ? before : compress;
    }

    /** Most bytes, -1 for no limit. */
    public long maxBytes(long before) {
        return maxBucketSize == null ? before : bytes("--max-bucket-size", maxBucketSize);
    }

    /** Where it is placed. */
    public @Nullable Placement placement(@Nullable Placement before) {
        if (cluster == null && tags.isEmpty()) {
            return before;
        }
        return new Placement(
                cluster != null ? cluster : before == null ? "" : before.cluster(),
                tags.isEmpty() && before != null ? before.tags() : tags,
                before == null ? "" : before.preferred());
    }

    /** Facts about it. */
    public Map<String, String> metadata(Map<String, String> before) {
        if (metadata.isEmpty()) {
            return before;
        }
        Map<String, String> facts = new TreeMap<>();
        for (String text : metadata) {
            String[] pair = text.split("[:=]", 2);
            if (pair.length < 2) {
                throw new UsageException("expected KEY=VALUE got '" + text + "'");
            }
            facts.put(pair[0], pair[1]);
        }
        return facts;
    }

    /**
     * A size, -1 for no limit, which 0 and anything negative is.
     *
     * @throws UsageException if the text is no size
     */
    public static long bytes(String flag, String text) {
        if (text.strip().startsWith("-")) {
            return UNLIMITED;
        }
        try {
            long bytes = HumanNumbers.parseBytes(text);
            return bytes == 0 ? UNLIMITED : bytes;
        } catch (IllegalArgumentException e) {
            throw new UsageException(flag + ": " + e.getMessage(), e);
        }
    }
}
