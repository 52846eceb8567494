package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Surroundings;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.PeerInfo;
import io.natter.protocol.jetstream.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Spreads the leaders of streams or consumers evenly over the servers that keep them.
 *
 * <p><i>Confined to one thread.</i> A leader moves only to a server that keeps the same and is up to date, and only where it has two fewer to lead;
 * so it ends, and where every server keeps all no two of them differ by more than one.
 */
public final class LeaderBalance {
    /**
     * What has a leader. Immutable.
     *
     * @param what what it is called
     * @param cluster who leads it, and who else keeps it
     * @param stepDown has the leader step down for one that is placed so
     */
    public record Group(String what, ClusterInfo cluster, Consumer<Placement> stepDown) {}

    /** A group and the server that is to lead it. Immutable. */
    record Move(Group group, String to) {}

    private final List<Group> groups;
    private final Map<String, Integer> led = new HashMap<>(); // groups each server leads, as things stand in the plan

    /** Of these; those without a leader, or with nobody else to lead them, stay as they are. */
    public LeaderBalance(List<Group> groups) {
        this.groups = groups.stream()
                .filter(group -> !group.cluster().leader().isEmpty())
                .toList();
        this.groups.forEach(group -> led.merge(group.cluster().leader(), 1, Integer::sum));
    }

    /** Asks each leader that is one too many to step down; returns how many it asked. */
    public int run(Surroundings around) {
        List<Move> moves = plan();
        for (Move move : moves) {
            around.log("Requesting leader \"" + move.group.cluster.leader() + "\" step down for " + move.group.what
                    + ". New preferred leader is " + move.to);
            Attempt.to("failed to balance " + move.group.what, () -> {
                move.group.stepDown.accept(new Placement("", List.of(), move.to));
                return move;
            });
        }
        return moves.size();
    }

    /** Who is to lead what other than now. */
    List<Move> plan() {
        String[] leaders =
                groups.stream().map(group -> group.cluster().leader()).toArray(String[]::new);
        boolean isEven = false;
        while (!isEven) {
            isEven = true;
            for (int i = 0; i < leaders.length; i++) {
                String better = better(groups.get(i).cluster(), leaders[i]);
                isEven &= better.equals(leaders[i]);
                led.merge(leaders[i], -1, Integer::sum);
                led.merge(better, 1, Integer::sum);
                leaders[i] = better;
            }
        }
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < leaders.length; i++) {
            if (!leaders[i].equals(groups.get(i).cluster().leader())) {
                moves.add(new Move(groups.get(i), leaders[i]));
            }
        }
        return moves;
    }

    /** The server that leads the fewest of those that could lead it, or the one that does where that is not two fewer. */
    private String better(ClusterInfo cluster, String now) {
        List<String> able = new ArrayList<>(List.of(cluster.leader()));
        cluster.replicas().stream()
                .filter(peer -> peer.current() && !peer.offline() && !peer.pending())
                .map(PeerInfo::name)
                .forEach(able::add);
        return able.stream()
                .min(Comparator.<String>comparingInt(this::led).thenComparing(Comparator.naturalOrder()))
                .filter(least -> led(now) - led(least) >= 2)
                .orElse(now);
    }

    private int led(String server) {
        return led.getOrDefault(server, 0);
    }
}
