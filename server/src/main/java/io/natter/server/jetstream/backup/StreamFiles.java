package io.natter.server.jetstream.backup;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.SequenceInfo;
import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.JsonForm;
import io.natter.server.jetstream.consumer.KeptConsumer;
import io.natter.server.jetstream.consumer.KeptState;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A backup in the form of servers before 2.15: the files of a stream in nats-server's store, as a tar archive.
 *
 * <p>Confined to one thread. Holds a small file at a time; messages go to the target as they come.
 *
 * <pre>
 *  meta.inf                      configuration of the stream, with when it was created
 *  msgs/N.idx (before 2.10)      what is removed in the block
 *  msgs/N.blk ...                messages
 *  msgs/index.db (since 2.10)    first and last sequence of the stream, and more
 *  obs/NAME/meta.inf, o.dat      configuration of a consumer, and how far it has come
 *  errors.txt                    what went wrong when it was made
 * </pre>
 */
final class StreamFiles implements Backup, TarReader.FileSink {
    private static final String META = "meta.inf";
    private static final String MESSAGES = "msgs/";
    private static final String BLOCK = ".blk";
    private static final String INDEX = ".idx";
    private static final String STATE = "msgs/index.db";
    private static final String CONSUMERS = "obs/";
    private static final String CONSUMER_STATE = "o.dat";
    private static final String ERRORS = "errors.txt";
    private static final int STATE_KIND = 11;
    private static final int FILE_BYTES_MOST = 2 << 20; // of those that are held: some 200,000 deliveries of a consumer
    private static final int HEAD_BYTES = 64; // of index.db: more than its first numbers need

    private final TarReader tar = new TarReader(this);
    private final String streamName;
    private final BackupTarget target;
    private final BlockReader blocks;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final Map<String, ConsumerMeta> consumers = new LinkedHashMap<>();
    private final Map<String, KeptState> states = new LinkedHashMap<>();
    private BlockIndex index = BlockIndex.NONE;
    private String indexOf = "";
    private String name = "";
    private @Nullable Instant created;
    private boolean hasStream;
    private long lastSeq;

    /** What a file says of a stream. */
    private record StreamMeta(String name, Instant created) {
        private static final JsonForm<StreamMeta> JSON =
                JsonForm.of(in -> new StreamMeta(in.string("name"), in.timeOrZero("created")), (meta, out) -> {});
    }

    /** What a file says of a consumer. */
    private record ConsumerMeta(ConsumerConfig config, Instant created) {
        private static final JsonForm<ConsumerMeta> JSON = JsonForm.of(
                in -> {
                    Instant created = in.timeOrZero("created");
                    return new ConsumerMeta(ConsumerConfig.JSON.readFrom(in), created);
                },
                (meta, out) -> {});
    }

    StreamFiles(String streamName, long messageBytesMost, BackupTarget target) {
        this.streamName = streamName;
        this.target = target;
        this.blocks = new BlockReader(messageBytesMost, target);
    }

    @Override
    public void add(byte[] bytes) {
        tar.add(bytes);
    }

    @Override
    public void open(String fileName) {
        name = fileName;
        content.reset();
        if (isBlock()) {
            boolean isIndexed = indexOf.equals(name.substring(0, name.length() - BLOCK.length()));
            blocks.begin(isIndexed ? index : BlockIndex.NONE);
        }
    }

    private boolean isBlock() {
        return name.startsWith(MESSAGES) && name.endsWith(BLOCK);
    }

    @Override
    public void data(byte[] bytes, int from, int length) {
        if (isBlock()) {
            blocks.add(bytes, from, length);
        } else if (name.equals(STATE)) {
            content.write(bytes, from, Math.min(length, HEAD_BYTES - Math.min(HEAD_BYTES, content.size())));
        } else if (content.size() + length <= FILE_BYTES_MOST) {
            content.write(bytes, from, length);
        } else {
            throw new BackupException(name + ": got more than " + FILE_BYTES_MOST + " bytes");
        }
    }

    @Override
    public void close() {
        if (isBlock()) {
            blocks.end();
        } else if (name.equals(META)) {
            takeStream();
        } else if (name.equals(STATE)) {
            takeState();
        } else if (name.equals(ERRORS)) {
            throw new BackupException("backup is incomplete: " + content);
        } else if (name.startsWith(MESSAGES) && name.endsWith(INDEX)) {
            index = BlockIndex.read(name, content.toByteArray());
            indexOf = name.substring(0, name.length() - INDEX.length());
        } else if (name.startsWith(CONSUMERS)) {
            takeConsumer();
        }
    }

    private void takeStream() {
        StreamMeta meta = StreamMeta.JSON.read(content.toByteArray());
        if (!meta.name().equals(streamName)) {
            throw new BackupException("stream names do not match");
        }
        hasStream = true;
        created = known(meta.created());
    }

    private static @Nullable Instant known(Instant time) {
        return time.equals(GoTime.ZERO) ? null : time;
    }

    private void takeState() {
        var in = new FileNumbers(name, STATE_KIND, content.toByteArray());
        in.count();
        in.count();
        long firstSeq = in.count();
        in.signed();
        lastSeq = in.count();
        target.removeBefore(firstSeq);
        target.skipTo(firstSeq);
    }

    private void takeConsumer() {
        int slash = name.lastIndexOf('/');
        String consumer = name.substring(CONSUMERS.length(), Math.max(slash, CONSUMERS.length()));
        if (consumer.isEmpty() || consumer.indexOf('/') >= 0) {
            throw new BackupException("unexpected content");
        }
        String file = name.substring(slash + 1);
        if (file.equals(META)) {
            consumers.put(consumer, ConsumerMeta.JSON.read(content.toByteArray()));
        } else if (file.equals(CONSUMER_STATE) && content.size() > 0) {
            states.put(consumer, KeptStateFile.read(name, content.toByteArray()));
        }
    }

    @Override
    public void end() {
        if (!tar.isComplete() || !hasStream) {
            throw new BackupException("backup was truncated");
        }
        target.skipTo(Math.max(lastSeq, blocks.highestSeq()) + 1);
    }

    @Override
    public List<KeptConsumer> consumers() {
        List<KeptConsumer> kept = new ArrayList<>();
        consumers.forEach((consumer, meta) -> {
            KeptState state = states.getOrDefault(
                    consumer, new KeptState(SequenceInfo.NONE, SequenceInfo.NONE, new TreeMap<>(), new TreeMap<>(), 0));
            kept.add(new KeptConsumer(consumer, meta.config(), state, known(meta.created())));
        });
        return kept;
    }

    @Override
    public @Nullable Instant created() {
        return created;
    }
}
