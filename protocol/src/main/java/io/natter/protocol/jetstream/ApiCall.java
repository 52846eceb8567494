package io.natter.protocol.jetstream;

/**
 * What can be asked of the API: the tokens of its subject, what names follow them, the type of the answer (D20-D47).
 *
 * <p>Immutable.
 */
public enum ApiCall {
    /** Use and limits of the account (D20). */
    ACCOUNT_INFO("INFO", Names.NONE, "account_info"),
    /** Creates a stream (D21). */
    STREAM_CREATE("STREAM.CREATE", Names.STREAM, "stream_create"),
    /** Changes a stream (D22). */
    STREAM_UPDATE("STREAM.UPDATE", Names.STREAM, "stream_update"),
    /** Describes a stream (D23). */
    STREAM_INFO("STREAM.INFO", Names.STREAM, "stream_info"),
    /** Lists names of streams (D24). */
    STREAM_NAMES("STREAM.NAMES", Names.NONE, "stream_names"),
    /** Lists streams (D25). */
    STREAM_LIST("STREAM.LIST", Names.NONE, "stream_list"),
    /** Deletes a stream (D26). */
    STREAM_DELETE("STREAM.DELETE", Names.STREAM, "stream_delete"),
    /** Deletes messages of a stream (D27). */
    STREAM_PURGE("STREAM.PURGE", Names.STREAM, "stream_purge"),
    /** Returns a message as JSON (D28). */
    MESSAGE_GET("STREAM.MSG.GET", Names.STREAM, "stream_msg_get"),
    /** Deletes a message (D29). */
    MESSAGE_DELETE("STREAM.MSG.DELETE", Names.STREAM, "stream_msg_delete"),
    /** Backs up a stream (D30). */
    STREAM_SNAPSHOT("STREAM.SNAPSHOT", Names.STREAM, "stream_snapshot"),
    /** Restores a stream (D31). */
    STREAM_RESTORE("STREAM.RESTORE", Names.STREAM, "stream_restore"),
    /** Creates or changes a consumer; name and filter may follow (D32). */
    CONSUMER_CREATE("CONSUMER.CREATE", Names.STREAM_MAYBE_CONSUMER_AND_SUBJECT, "consumer_create"),
    /** Creates or changes a consumer that stays, the old way (D33). */
    CONSUMER_DURABLE_CREATE("CONSUMER.DURABLE.CREATE", Names.STREAM_AND_CONSUMER, "consumer_create"),
    /** Describes a consumer (D34). */
    CONSUMER_INFO("CONSUMER.INFO", Names.STREAM_AND_CONSUMER, "consumer_info"),
    /** Lists names of consumers (D35). */
    CONSUMER_NAMES("CONSUMER.NAMES", Names.STREAM, "consumer_names"),
    /** Lists consumers (D35). */
    CONSUMER_LIST("CONSUMER.LIST", Names.STREAM, "consumer_list"),
    /** Deletes a consumer (D36). */
    CONSUMER_DELETE("CONSUMER.DELETE", Names.STREAM_AND_CONSUMER, "consumer_delete"),
    /** Asks for messages of a pull consumer; answered by messages (D37). */
    MESSAGE_NEXT("CONSUMER.MSG.NEXT", Names.STREAM_AND_CONSUMER, ""),
    /** Pauses or resumes a consumer (D38). */
    CONSUMER_PAUSE("CONSUMER.PAUSE", Names.STREAM_AND_CONSUMER, "consumer_pause"),
    /** Starts a consumer again (D39). */
    CONSUMER_RESET("CONSUMER.RESET", Names.STREAM_AND_CONSUMER, "consumer_reset"),
    /** Lets a priority group choose another client (D40). */
    CONSUMER_UNPIN("CONSUMER.UNPIN", Names.STREAM_AND_CONSUMER, "consumer_unpin"),
    /** Returns a message as it is; a subject may follow, and then its last one is meant (D41). */
    DIRECT_GET("DIRECT.GET", Names.STREAM_MAYBE_SUBJECT, ""),
    /** Elects another leader of a stream (D42). */
    STREAM_LEADER_STEPDOWN("STREAM.LEADER.STEPDOWN", Names.STREAM, "stream_leader_stepdown"),
    /** Elects another leader of a consumer (D42). */
    CONSUMER_LEADER_STEPDOWN("CONSUMER.LEADER.STEPDOWN", Names.STREAM_AND_CONSUMER, "consumer_leader_stepdown"),
    /** Takes a server away from a stream (D43). */
    STREAM_PEER_REMOVE("STREAM.PEER.REMOVE", Names.STREAM, "stream_remove_peer"),
    /** Moves a stream off a server (D43). */
    STREAM_PEER_EVACUATE("STREAM.PEER.EVACUATE", Names.STREAM, "stream_evacuate_peer"),
    /** Takes back a change under way (D44). */
    STREAM_CANCEL_MOVE("STREAM.CANCEL_MOVE", Names.STREAM, "stream_cancel_move"),
    /** Elects another leader of all (D45). */
    META_LEADER_STEPDOWN("META.LEADER.STEPDOWN", Names.NONE, "meta_leader_stepdown"),
    /** Takes a server out of the cluster (D46). */
    SERVER_REMOVE("SERVER.REMOVE", Names.NONE, "meta_server_remove"),
    /** Moves everything off a server (D46). */
    SERVER_EVACUATE("SERVER.EVACUATE", Names.NONE, "meta_server_remove"),
    /** Lowers the quorum after a disaster (D46). */
    META_RESCUE("META.RESCUE", Names.NONE, "meta_rescue"),
    /** Deletes all streams of an account, whose name stands where a stream's would (D47). */
    ACCOUNT_PURGE("ACCOUNT.PURGE", Names.STREAM, "account_purge");

    /** What follows the tokens of a call. */
    public enum Names {
        /** Nothing. */
        NONE,
        /** The name of a stream. */
        STREAM,
        /** The names of a stream and of a consumer. */
        STREAM_AND_CONSUMER,
        /** The name of a stream, and perhaps a subject of many tokens. */
        STREAM_MAYBE_SUBJECT,
        /** The name of a stream, perhaps that of a consumer, perhaps then a filter of many tokens. */
        STREAM_MAYBE_CONSUMER_AND_SUBJECT
    }

    private final String tokens;
    private final Names names;
    private final String responseType;

    ApiCall(String tokens, Names names, String response) {
        this.tokens = tokens;
        this.names = names;
        this.responseType = response.isEmpty() ? "" : "io.nats.jetstream.api.v1." + response + "_response";
    }

    /** The tokens between prefix and names. */
    public String tokens() {
        return tokens;
    }

    /** What follows the tokens. */
    public Names names() {
        return names;
    }

    /** The type of the answer, or empty where messages answer. */
    public String responseType() {
        return responseType;
    }
}
