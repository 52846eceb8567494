package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import java.util.List;
import java.util.stream.LongStream;

/** One client that reads a stream, call after call. <i>Confined to its thread.</i> */
final class StreamReading implements BenchRun.Client {
    /** How a client reads: begins with its stream and its number. */
    interface Way {
        /** The calls of one client. */
        Call begin(StreamContext from, int index);
    }

    /** One call after the other. */
    interface Call {
        /** What the next one brings, at least one message, after so many. */
        List<StreamMessage> next(long got);
    }

    /** What all clients have. <i>Immutable.</i> */
    record Course(Session session, BenchRun run, BenchFlags flags, StreamFlags stream, Way way) {
        /** Reads with all clients. */
        void readAll() {
            run.run((nats, index, bar) -> new StreamReading(this, nats, index, bar), flags.messages * flags.clients);
        }
    }

    private final Course course;
    private final NatsConnection nats;
    private final int index;
    private final ProgressBar bar;

    private StreamReading(Course course, NatsConnection nats, int index, ProgressBar bar) {
        this.course = course;
        this.nats = nats;
        this.index = index;
        this.bar = bar;
    }

    @Override
    public void prepare() {
        course.run.tellStart(index, course.flags.messages);
    }

    @Override
    public BenchSample work() {
        Call call = course.way.begin(course.session.jetStream(nats).stream(course.stream.name), index);
        long wanted = course.flags.messages;
        LongStream.Builder latencies = LongStream.builder();
        long bytes = 0;
        long start = System.nanoTime();
        for (long got = 0; got < wanted; ) {
            long before = System.nanoTime();
            List<StreamMessage> messages = call.next(got);
            latencies.add(System.nanoTime() - before);
            for (StreamMessage message : messages) {
                bytes += message.payload().length;
            }
            got += messages.size();
            bar.add(messages.size());
            Surroundings.pause(course.stream.sleep);
        }
        long end = System.nanoTime();
        Latencies all = Latencies.of(latencies.build().toArray());
        return new BenchSample(wanted, Traffic.of(nats), bytes, start, end, all);
    }
}
