package io.natter.cli.server;

import io.natter.cli.command.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those of some servers that are meant. <i>Immutable.</i>
 *
 * @param all where answers come from
 * @param name what their names hold, or null
 * @param cluster their cluster, or null
 * @param tags what they are all tagged with
 */
record ChosenServers(
        ServerSource all, @Nullable String name, @Nullable String cluster, List<String> tags) implements ServerSource {
    @Override
    public List<ServerAnswer> ask(Page page, PageOptions options) {
        List<ServerAnswer> found =
                all.ask(page, options).stream().filter(this::isMeant).toList();
        if (found.isEmpty()) {
            throw new UsageException("no server answered that --host, --cluster and --tags are about");
        }
        return found;
    }

    private boolean isMeant(ServerAnswer answer) {
        return (name == null || answer.name().contains(name))
                && (cluster == null || answer.cluster().equals(cluster))
                && answer.server().texts("tags").containsAll(tags);
    }
}
