package io.natter.bench.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a client is asked to do in one round. Confined to the main thread. */
interface Work {
    /** Does it for about so long; the names of the values are those of measures, and OPERATIONS, LOST, OUT_OF_ORDER. */
    Map<String, Double> round(long millis, ClientMain runner) throws Exception;

    /** The work named by the first word, with its parameters. */
    static Work of(ClientProgram program, String url, List<String> words) throws Exception {
        return switch (words.get(0)) {
            case "publish" -> new PublishWork(program.connect(url), Integer.parseInt(words.get(1)));
            case "receive" ->
                new ReceiveWork(
                        program.connect(url),
                        Driver.Way.valueOf(words.get(1)),
                        words.get(2),
                        ReceivedCount.map(Path.of(words.get(3))));
            case "request" ->
                new RequestWork(program.connect(url), Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
            case "stored-publish" ->
                new StoredPublishWork(
                        program.connectStored(url), Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
            case "stored-take" ->
                new StoredTakeWork(
                        program.connectStored(url),
                        StoredDriver.Way.valueOf(words.get(1)),
                        Integer.parseInt(words.get(2)));
            case "bucket" -> new BucketWork(program.connectBuckets(url), BucketWork.Call.valueOf(words.get(1)));
            case "connections" -> new ConnectionsWork(program, url, Integer.parseInt(words.get(1)));
            case "lifetimes" -> new LifetimesWork(program, url, Integer.parseInt(words.get(1)));
            default -> throw new IllegalArgumentException("work: got " + words.get(0));
        };
    }
}
