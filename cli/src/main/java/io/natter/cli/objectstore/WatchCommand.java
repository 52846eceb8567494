package io.natter.cli.objectstore;

import io.natter.cli.command.Session;
import io.natter.cli.command.StoppedException;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.client.jetstream.Watch;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectWatchOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code natter object watch}: until the store is deleted, or the command told to end.
 *
 * <p><i>Confined to one thread</i>, but for what prints, which is the watch's.
 */
@Command(description = "Watch a bucket for changes")
final class WatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<bucket>", description = "The bucket to act on")
    private String bucket = "";

    private final Session session;

    WatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Stores stores = Stores.open(session);
                Watch watch = stores.store(bucket)
                        .watch(
                                ObjectWatchOptions.ALL,
                                change -> session.around().print(line(change)))) {
            watch.ended().get();
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        } catch (ExecutionException e) {
            throw new UsageException("watch ended: " + e.getCause(), e);
        }
        return 0;
    }

    private String line(ObjectInfo change) {
        String when = "[" + HumanTime.at(change.modified(), session.around().clock()) + "] ";
        String which = change.store() + " > " + change.name();
        return change.isDeleted()
                ? when + "DEL " + which + "\n"
                : when + "PUT " + which + ": " + HumanNumbers.bytes(change.size()) + " bytes in "
                        + HumanNumbers.comma(change.chunks()) + " chunks\n";
    }
}
