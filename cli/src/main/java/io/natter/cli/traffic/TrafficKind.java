package io.natter.cli.traffic;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message is, told by its subject. <i>Immutable.</i> */
enum TrafficKind {
    VOTE(Group.RAFT, "Vote", "$NRG.V."),
    APPEND(Group.RAFT, "Append", "$NRG.AE."),
    RAFT_REPLY(Group.RAFT, "Reply", "$NRG.R."),
    REMOVE_PEER(Group.RAFT, "Remove Peer", "$NRG.RP."),
    PROPOSAL(Group.RAFT, "Proposal", "$NRG.P."),
    JSA_UPDATE(Group.CLUSTER, "JSA Update", "$JSC.ARU."),
    STREAM_INFO(Group.CLUSTER, "Stream Info", "$JSC.SI."),
    CONSUMER_INFO(Group.CLUSTER, "Consumer Info", "$JSC.CI."),
    STREAM_SYNC(Group.CLUSTER, "Stream Sync", "$JSC.SYNC"),
    CLUSTER_REPLY(Group.CLUSTER, "Reply", "$JSC.ACK.", "$JSC.R."),
    REQUEST(Group.GENERAL, "Requests"),
    JS_API(Group.GENERAL, "JS API", "$JS.API."),
    JS_ACK(Group.GENERAL, "JS ACK", "$JS.ACK."),
    SYSTEM(Group.GENERAL, "System", "$SYS."),
    REST(Group.GENERAL, "Rest");

    /** Kinds that are shown in one table. */
    enum Group {
        /** What replicas agree by. */
        RAFT("Raft Traffic"),
        /** What servers of a cluster ask each other. */
        CLUSTER("Cluster Traffic"),
        /** What clients send, and what servers tell. */
        GENERAL("General Traffic");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        List<TrafficKind> kinds() {
            return Arrays.stream(TrafficKind.values())
                    .filter(kind -> kind.group == this)
                    .toList();
        }
    }

    private final Group group;
    private final String head;
    private final List<String> prefixes;

    TrafficKind(Group group, String head, String... prefixes) {
        this.group = group;
        this.head = head;
        this.prefixes = List.of(prefixes);
    }

    /** The kind of a message with this subject; what is none of the servers' own is a request where an answer is wanted. */
    static TrafficKind of(String subject, @Nullable String replyTo) {
        if (subject.startsWith("$")) {
            for (TrafficKind kind : values()) {
                if (kind.prefixes.stream().anyMatch(subject::startsWith)) {
                    return kind;
                }
            }
        }
        return replyTo == null ? REST : REQUEST;
    }

    /** What it is called in a table. */
    String head() {
        return head;
    }
}
