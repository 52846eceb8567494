package io.natter.bench.workload;

import io.natter.bench.load.ConnectStorm;
import io.natter.bench.load.NkeyUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * W12: connect, subscribe, close, over and over; plain, with TLS, with a signed nonce.
 *
 * <p>Confined to the runner's thread.
 */
final class StormWorkload implements Workload {
    /** What a connection has to prove or set up. */
    enum Kind {
        PLAIN,
        TLS,
        NKEY
    }

    private final Kind kind;
    private final NkeyUser user = NkeyUser.generate();
    private @Nullable SelfSigned certificate;
    private @Nullable SSLSocketFactory tls;

    StormWorkload(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String id() {
        return "W12/" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "connect, subscribe, close: " + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Gate> gates() {
        return List.of(Gate.atLeast(Measure.CONNECTION_RATE, 0.7));
    }

    @Override
    public List<String> serverArguments(Path directory) throws IOException {
        Path file = directory.resolve("storm.conf");
        if (kind == Kind.TLS) {
            Files.writeString(file, certificate(directory).configuration());
        } else if (kind == Kind.NKEY) {
            Files.writeString(file, "authorization { users = [ { nkey: " + user.publicText() + " } ] }\n");
        }
        return kind == Kind.PLAIN ? List.of() : List.of("-c", file.toString());
    }

    /** One for both servers, whose directories differ: the generator trusts no other. */
    private SelfSigned certificate(Path directory) throws IOException {
        SelfSigned made = certificate;
        if (made == null) {
            made = SelfSigned.create(directory);
            tls = made.trustingSockets();
            certificate = made;
        }
        return made;
    }

    @Override
    public Sample round(Round round) {
        ConnectStorm storm = new ConnectStorm(round.endpoint(), tls, kind == Kind.NKEY ? user : null);
        return Sample.of(storm.run(round.duration(), round.span()));
    }
}
