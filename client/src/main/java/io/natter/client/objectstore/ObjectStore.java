package io.natter.client.objectstore;

import io.natter.client.NatsException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A store of objects of any size (ADR-20).
 *
 * <p>Thread-safe, and light. An object is put in chunks, many of them on their way at once, and appears when all are stored: until then, and if the put fails,
 * the one before stays, and nothing of the new one is left behind unless the program or its connection ends. What is got is checked against its digest. Calls
 * throw as those of {@link JetStream} do, and {@link ObjectStoreException} where the store refuses.
 *
 * <pre>
 * ObjectStore files = ObjectStoreManagement.of(js).createOrUpdate(ObjectStoreConfig.of("files"));
 * files.put("report.pdf", Path.of("report.pdf"));
 * try (InputStream in = files.open("report.pdf")) {
 *     in.transferTo(out);
 * }
 * </pre>
 */
public interface ObjectStore {
    /** A store by its name, without asking whether it is there. */
    static ObjectStore of(JetStream jetStream, String name) {
        return ObjectStoreManagement.of(jetStream).store(name);
    }

    /** Its name. */
    String name();

    // ---- putting ----

    /** Puts an object of these bytes. */
    ObjectInfo put(String name, byte[] bytes);

    /** Puts the file's bytes as an object; a link to a file is followed. */
    ObjectInfo put(String name, Path file) throws IOException;

    /** Puts what the stream gives as an object; the stream stays open. */
    ObjectInfo put(String name, InputStream in) throws IOException;

    /**
     * Puts what the stream gives as an object, in place of the one of that name; the stream stays open.
     *
     * @throws IllegalArgumentException if the meta is that of a link
     * @throws IOException if the stream fails; nothing was put
     * @throws NatsException if the server refuses or does not answer; nothing was put, unless that happened at the very end
     */
    ObjectInfo put(ObjectMeta meta, InputStream in, TransferListener listener) throws IOException;

    // ---- getting ----

    /**
     * The bytes of an object, of those it is a link to.
     *
     * @throws ObjectStoreException if there is none, or its bytes are damaged
     */
    byte[] bytes(String name);

    /**
     * The bytes as a stream, to be closed. Its end throws an {@code IOException} caused by an {@link ObjectStoreException} if what was read is not what was put.
     *
     * @throws ObjectStoreException if there is no such object
     */
    InputStream open(String name);

    /** Writes the bytes to a stream, which stays open. */
    ObjectInfo get(String name, OutputStream out) throws IOException;

    /** The same, telling how far it is. */
    ObjectInfo get(String name, OutputStream out, TransferListener listener) throws IOException;

    /** Writes the bytes to a file, in place of what is there; if it fails, the file stays as it was. */
    ObjectInfo get(String name, Path file) throws IOException;

    /** The same, telling how far it is. */
    ObjectInfo get(String name, Path file, TransferListener listener) throws IOException;

    // ---- what there is ----

    /** The object of that name, or the link, if there is one. */
    Optional<ObjectInfo> info(String name);

    /** The same, or the mark of one that was deleted. */
    Optional<ObjectInfo> infoOrDeleted(String name);

    /** All objects and links, in the order they were put. */
    List<ObjectInfo> list();

    /** The same with the marks of those that were deleted. */
    List<ObjectInfo> listWithDeleted();

    /** Tells a watcher what is there, then what changes, until it is closed. */
    Watch watch(ObjectWatchOptions options, ObjectWatcher watcher);

    /** What it is to be, and what is in it, now. */
    ObjectStoreStatus status();

    // ---- changing ----

    /**
     * Changes name, description, headers and metadata; size of chunks and link stay.
     *
     * @throws ObjectStoreException if there is no such object, or another one has the new name
     */
    ObjectInfo updateMeta(String name, ObjectMeta meta);

    /** Deletes an object or a link; a mark is left. Throws {@link ObjectStoreException} if there is none. */
    ObjectInfo delete(String name);

    /**
     * Puts a link to an object of this or another store.
     *
     * @throws ObjectStoreException if that is a link or was deleted, or an object has the name of the link
     */
    ObjectInfo addLink(String name, ObjectInfo target);

    /** Puts a link to another store; throws {@link ObjectStoreException} if an object has the name of the link. */
    ObjectInfo addStoreLink(String name, ObjectStore target);

    /** Allows no more changes, for ever. */
    ObjectStoreStatus seal();
}
