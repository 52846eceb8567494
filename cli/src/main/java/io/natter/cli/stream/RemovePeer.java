package io.natter.cli.stream;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.PeerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream cluster peer-remove}. <i>Confined to one thread.</i> */
@Command(name = "peer-remove", description = "Removes a peer from the stream cluster")
final class RemovePeer implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "<stream>", description = "The stream to act on")
    private @Nullable String stream;

    @Parameters(index = "1", arity = "0..1", paramLabel = "<peer>", description = "The name of the peer to remove")
    private @Nullable String peer;

    @Option(
            names = {"-f", "--force"},
            description = "Remove even the only peer, and all data with it")
    private boolean isForced;

    private final Session session;
    private final StreamChoice choice;

    RemovePeer(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            ClusterInfo cluster = picked.cluster()
                    .info()
                    .orElseThrow(() -> new UsageException("stream \"" + picked.name() + "\" is not clustered"));
            List<String> names = new ArrayList<>(List.of(cluster.leader()));
            cluster.replicas().stream().map(PeerInfo::name).forEach(names::add);
            if (names.size() == 1 && !isForced) {
                throw new UsageException(
                        "removing the only peer on a stream will result in data loss, use --force to force");
            }
            String gone = peer == null ? new Prompt(session.around()).select("Select a Peer", names) : peer;
            session.around().log("Removing peer \"" + gone + "\"");
            picked.cluster().removePeer(gone);
            session.around().log("Requested removal of peer \"" + gone + "\"");
        });
        return 0;
    }
}
