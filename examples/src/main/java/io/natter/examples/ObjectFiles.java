package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectMeta;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.client.objectstore.ObjectStoreManagement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Files in an object store: put with progress, listed, linked to, and read as streams. */
public final class ObjectFiles {
    private ObjectFiles() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws IOException {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            ObjectStore files =
                    ObjectStoreManagement.of(JetStream.of(nats)).createOrUpdate(ObjectStoreConfig.of("files"));

            ObjectMeta meta = ObjectMeta.of("film.bin").withDescription("half a megabyte of nothing");
            ObjectInfo film = files.put(
                    meta,
                    new ByteArrayInputStream(new byte[512 << 10]),
                    (bytes, chunks) -> System.out.println("stored " + (bytes >> 10) + " KiB"));
            files.addLink("latest", film);

            for (ObjectInfo object : files.list()) {
                System.out.println(object.name() + (object.isLink() ? " is a link" : ": " + object.size() + " bytes"));
            }
            try (InputStream in = files.open("latest")) {
                System.out.println("read " + in.readAllBytes().length);
            }
        }
    }
}
