package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.KeyValueStatus;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check kv}: a bucket, and a key of it. <i>Confined to one thread.</i> */
@Command(name = "kv", description = "Checks a NATS KV Bucket")
final class CheckBucket implements Callable<Integer> {
    @Option(names = "--bucket", required = true, description = "Checks a specific bucket")
    private String bucket = "";

    @Option(
            names = "--values-critical",
            defaultValue = "-1",
            description = "Critical threshold for number of values in the bucket")
    private long valuesCritical = -1;

    @Option(
            names = "--values-warn",
            defaultValue = "-1",
            description = "Warning threshold for number of values in the bucket")
    private long valuesWarning = -1;

    @Option(names = "--key", description = "Requires a key to have any non-delete value set")
    private @Nullable String key;

    private final Session session;
    private final CheckFlags flags;

    CheckBucket(Session session, CheckFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        return flags.run(
                session,
                new CheckResult("kv", bucket),
                result -> session.withJetStream(js -> {
                    Optional<KeyValue<byte[]>> found = KeyValueManagement.of(js).find(bucket);
                    if (found.isEmpty()) {
                        result.critical("bucket " + bucket + " not found");
                        return;
                    }
                    result.good("bucket " + bucket);
                    KeyValueStatus status = found.get().status();
                    result.metric(
                            "values",
                            status.values(),
                            "",
                            Math.max(0, valuesWarning),
                            Math.max(0, valuesCritical),
                            "How many values are stored in the bucket");
                    if (key != null) {
                        key(result, found.get(), key);
                    }
                    values(result, status.values());
                    result.metric("bytes", status.bytes(), "B", 0, 0, "Bytes stored in the bucket");
                    result.metric("replicas", status.stream().config().replicas(), "", 0, 0, "Replicas of the bucket");
                }));
    }

    private static void key(CheckResult result, KeyValue<byte[]> values, String key) {
        if (values.value(key).isPresent()) {
            result.good("key " + key + " found");
        } else {
            result.critical("key " + key + " not found");
        }
    }

    /** More is worse where the warning is at or below what is critical; else less is. */
    private void values(CheckResult result, long count) {
        if (valuesWarning < 0 && valuesCritical < 0) {
            return;
        }
        boolean isLessWorse = valuesCritical < valuesWarning;
        String text = count + " values";
        if (valuesCritical >= 0 && (isLessWorse ? count <= valuesCritical : count >= valuesCritical)) {
            result.critical(text);
        } else if (valuesWarning >= 0 && (isLessWorse ? count <= valuesWarning : count >= valuesWarning)) {
            result.warning(text);
        } else {
            result.good(text);
        }
    }
}
