package io.natter.cli.objectstore;

import io.natter.cli.bucket.BucketFlags;
import io.natter.client.objectstore.ObjectStoreConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What an object store is to be, as {@code add} and {@code edit} are told it. <i>Confined to the command's thread.</i> */
final class StoreFlags {
    @Parameters(paramLabel = "<bucket>", description = "The bucket to act on")
    String bucket = "";

    @Mixin
    private BucketFlags flags = new BucketFlags();

    /** The store as the flags want it; what they do not say is as {@code before}. */
    ObjectStoreConfig over(ObjectStoreConfig before) {
        return new ObjectStoreConfig(
                before.name(),
                flags.description(before.description()),
                flags.ttl(before.ttl()),
                flags.maxBytes(before.maxBytes()),
                before.storage(),
                flags.replicas(before.replicas()),
                flags.isCompressed(before.compressed()),
                flags.placement(before.placement()),
                flags.metadata(before.metadata()));
    }
}
