package io.natter.conformance.wire;

import io.natter.conformance.TestServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plays one script against one server. Confined to one thread; use once.
 *
 * <p>The waits of a script are its order: PING and PONG fence what a connection has sent before. What a server delivers
 * to another connection may still be on its way then, so a run can be told how much the reference said, and waits for as
 * much.
 */
public final class ScriptRunner {
    private static final Pattern SIGNATURE = Pattern.compile("\\$\\{sig:(\\w+)}");
    private static final Pattern INFO_NONCE = Pattern.compile("\"nonce\":\"([^\"]*)\"");

    private final TestServer server;
    private final Map<String, String> configs;
    private final Map<Character, Peer> peers = new TreeMap<>();
    private final List<String> trouble = new ArrayList<>();

    /** One connection, and how far the script is with it. */
    private static final class Peer {
        private final WireConnection wire;
        /** Which PONGs, counted from 1, answer a wait of the runner and are no answer to the script. */
        private final Set<Integer> ownPongs = new HashSet<>();

        private boolean isUnsettled;
        private boolean isClosedByUs;
        private final Map<Reply.Kind, Integer> awaited = new LinkedHashMap<>();

        Peer(WireConnection wire) {
            this.wire = wire;
        }
    }

    private ScriptRunner(TestServer server, Map<String, String> configs) {
        this.server = server;
        this.configs = configs;
    }

    /** Plays {@code script} against {@code server}, which runs with the first of {@code configs}. */
    public static Transcript play(Script script, Map<String, String> configs, TestServer server) {
        return new ScriptRunner(server, configs).play(script, Optional.empty());
    }

    /** As {@link #play(Script, Map, TestServer)}, and waits until as much has come as in {@code expected}. */
    public static Transcript play(Script script, Map<String, String> configs, TestServer server, Transcript expected) {
        return new ScriptRunner(server, configs).play(script, Optional.of(expected));
    }

    private Transcript play(Script script, Optional<Transcript> expected) {
        try {
            script.steps().forEach(this::step);
            peers.forEach((letter, peer) -> {
                if (peer.isUnsettled) {
                    ping(letter, peer);
                }
            });
            expected.ifPresent(this::awaitAsMuchAs);
            Map<Character, Transcript.Side> sides = new TreeMap<>();
            peers.forEach((letter, peer) -> sides.put(letter, side(peer)));
            return new Transcript(sides, trouble);
        } finally {
            peers.values().forEach(peer -> peer.wire.close());
        }
    }

    private void step(Step step) {
        if (step instanceof Step.Send send) {
            Peer peer = peer(send.connection());
            peer.wire.send(Escapes.bytesOf(signed(send.text(), peer)), send.pieceBytes());
            peer.isUnsettled = true;
        } else if (step instanceof Step.Ping ping) {
            ping(ping.connection(), peer(ping.connection()));
        } else if (step instanceof Step.AwaitEnd end) {
            Peer peer = peer(end.connection());
            note(end.connection(), peer.wire.awaitEnd(), "the server did not close");
            peer.isUnsettled = false;
        } else if (step instanceof Step.AwaitReply await) {
            awaitReply(await);
        } else if (step instanceof Step.Close close) {
            Peer peer = peer(close.connection());
            peer.isClosedByUs = !peer.wire.hasEnded();
            peer.wire.close();
            peer.isUnsettled = false;
        } else if (step instanceof Step.HalfClose close) {
            Peer peer = peer(close.connection());
            peer.wire.halfClose();
            note(close.connection(), peer.wire.awaitEnd(), "the server did not close after us");
            peer.isUnsettled = false;
        } else if (step instanceof Step.Operate operate) {
            server.signal(operate.signal());
        } else if (step instanceof Step.Reconfigure reconfigure) {
            @Nullable String config = configs.get(reconfigure.name());
            if (config == null) {
                throw new IllegalArgumentException(
                        "config: got " + reconfigure.name() + ", expected one of " + configs.keySet());
            }
            server.rewriteConfig(config);
            server.signal(TestServer.Signal.RELOAD);
        }
    }

    private Peer peer(char letter) {
        return peers.computeIfAbsent(letter, unused -> {
            Peer peer = new Peer(WireConnection.open(server.host(), server.port()));
            if (!peer.wire.await(all -> !all.isEmpty())) {
                trouble.add(letter + ": no INFO came");
            }
            return peer;
        });
    }

    /** Twice, because what a server adds to its first PONG (C23) is sure to have come before the second. */
    private void ping(char letter, Peer peer) {
        for (int i = 0; i < 2; i++) {
            int ordinal = peer.wire.count(Reply.Kind.PONG) + 1;
            peer.wire.send("PING\r\n");
            peer.ownPongs.add(ordinal);
            note(letter, peer.wire.await(Reply.Kind.PONG, ordinal), "neither PONG nor the end came after PING");
        }
        peer.isUnsettled = false;
    }

    private void awaitReply(Step.AwaitReply await) {
        Peer peer = peer(await.connection());
        int count = peer.awaited.merge(await.kind(), 1, Integer::sum);
        note(await.connection(), peer.wire.await(await.kind(), count), "no " + await.kind() + " came");
        peer.isUnsettled = true;
    }

    private void note(char letter, boolean cameInTime, String otherwise) {
        if (!cameInTime) {
            trouble.add(letter + ": " + otherwise);
        }
    }

    private void awaitAsMuchAs(Transcript expected) {
        expected.connections().forEach((letter, side) -> {
            @Nullable Peer peer = peers.get(letter);
            if (peer != null) {
                long wanted = side.replies().stream().filter(Reply::isDelivery).count();
                peer.wire.await(all -> all.stream().filter(Reply::isDelivery).count() >= wanted);
                if (side.closed()) {
                    peer.wire.awaitEnd();
                }
            }
        });
    }

    private static Transcript.Side side(Peer peer) {
        List<Reply> shown = new ArrayList<>();
        int pongs = 0;
        for (Reply reply : peer.wire.replies()) {
            pongs += reply.kind() == Reply.Kind.PONG ? 1 : 0;
            if (reply.kind() != Reply.Kind.PONG || !peer.ownPongs.contains(pongs)) {
                shown.add(reply);
            }
        }
        return new Transcript.Side(shown, peer.wire.hasEnded() && !peer.isClosedByUs);
    }

    private static String signed(String text, Peer peer) {
        Matcher matcher = SIGNATURE.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        String info = peer.wire.first(Reply.Kind.INFO).map(Reply::line).orElse("");
        Matcher nonce = INFO_NONCE.matcher(info);
        return matcher.replaceAll(NkeySignature.of(matcher.group(1), nonce.find() ? nonce.group(1) : ""));
    }
}
