package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has the leader of a stream or a consumer step down, and waits for another one. <i>Confined to the command's thread.</i> */
public final class StepDown {
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final int LOOKS_MAX = 10;

    private final Surroundings around;
    private final String what;
    private final Supplier<Optional<ClusterInfo>> info;

    /** Of the group that is called {@code what}, which {@code info} tells of. */
    public StepDown(Session session, String what, Supplier<Optional<ClusterInfo>> info) {
        this.around = session.around();
        this.what = what;
        this.info = info;
    }

    /**
     * Lets {@code request} ask for it.
     *
     * @throws UsageException if there is only one server, no leader and no force, or no new leader in time
     */
    public void run(@Nullable String preferred, boolean isForced, Consumer<@Nullable Placement> request) {
        ClusterInfo before = info.get()
                .filter(cluster -> !cluster.replicas().isEmpty())
                .orElseThrow(() -> new UsageException(what + " is not clustered"));
        String leader = before.leader();
        if (leader.isEmpty() && !isForced) {
            throw new UsageException(what + " has no current leader");
        }
        around.log("Requesting leader step down of \"" + (leader.isEmpty() ? "<unknown>" : leader) + "\" for " + what
                + " in a " + (before.replicas().size() + 1) + " peer cluster group");
        request.accept(preferred == null ? null : new Placement("", List.of(), preferred));
        for (int look = 0; look < LOOKS_MAX; look++) {
            Surroundings.pause(PERIOD);
            String now = info.get().map(ClusterInfo::leader).orElse("");
            if (now.isEmpty()) {
                around.log("No leader elected");
            } else if (!now.equals(leader)) {
                around.log("New leader elected \"" + now + "\"");
                return;
            }
        }
        throw new UsageException(what + " did not elect a new leader in time");
    }
}
