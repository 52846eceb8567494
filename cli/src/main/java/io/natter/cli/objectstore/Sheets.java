package io.natter.cli.objectstore;

import io.natter.cli.bucket.BucketRows;
import io.natter.cli.command.Surroundings;
import io.natter.cli.stream.ServerMetadata;
import io.natter.cli.text.Columns;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectStoreStatus;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;

/** Stores and objects on lines for people. <i>Thread-safe:</i> pure functions. */
final class Sheets {
    private Sheets() {}

    static void print(Surroundings around, ObjectStoreStatus status) {
        StreamConfig config = status.stream().config();
        Columns columns = new Columns("Information for Object Store Bucket " + status.name() + " created "
                + HumanTime.at(status.stream().created(), around.clock()));
        columns.title("Configuration")
                .row("Bucket Name", status.name())
                .rowIfAny("Description", status.description())
                .row("Replicas", HumanNumbers.comma(config.replicas()))
                .row("TTL", BucketRows.age(config.maxAge()))
                .row("Sealed", Boolean.toString(status.isSealed()))
                .row("Size", HumanNumbers.bytes(status.bytes()))
                .row("Maximum Bucket Size", BucketRows.limit(config.maxBytes()))
                .row("Storage", BucketRows.storage(config.storage()))
                .row("Backing Store Kind", status.backingStore())
                .row("JetStream Stream", config.name())
                .rows("Metadata", ServerMetadata.without(status.metadata()));
        BucketRows.cluster(columns, status.stream().cluster());
        around.print(columns.render());
    }

    static void print(Surroundings around, ObjectInfo info) {
        Columns columns = new Columns("Object information for " + info.store() + " > " + info.name());
        columns.rowIfAny("Description", info.meta().description())
                .row("Size", HumanNumbers.bytes(info.size()))
                .row("Modification Time", HumanTime.at(info.modified(), around.clock()))
                .row("Chunks", HumanNumbers.comma(info.chunks()))
                .rowIfAny("Digest", digest(info.digest()))
                .rowIfAny("Deleted", info.isDeleted() ? "true" : "");
        String label = "Headers";
        for (String header : info.meta().headers().entries().stream()
                .map(entry -> entry.name() + ": " + entry.value())
                .sorted()
                .toList()) {
            columns.row(label, header);
            label = "";
        }
        if (!info.meta().metadata().isEmpty()) {
            columns.title("Metadata");
            new TreeMap<>(info.meta().metadata()).forEach(columns::row);
        }
        around.print(columns.render());
    }

    /** {@code SHA-256=} and base64 becomes the name and hexadecimal digits; anything else stays. */
    static String digest(String digest) {
        int equals = digest.indexOf('=');
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(digest.substring(equals + 1));
            return equals < 0
                    ? digest
                    : digest.substring(0, equals) + " " + HexFormat.of().formatHex(bytes);
        } catch (IllegalArgumentException notBase64) {
            return digest;
        }
    }
}
