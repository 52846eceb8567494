package io.natter.client.session;

import io.natter.client.ConnectFailedException;
import io.natter.client.ConnectionLostException;
import io.natter.client.InterruptedWaitException;
import io.natter.client.transport.ServerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The first connect, on the thread of whoever asked for it. Confined to that thread. */
final class FirstConnect {
    private final Session session;
    private final List<Throwable> causes = new ArrayList<>();

    FirstConnect(Session session) {
        this.session = session;
    }

    /**
     * Tries every server once.
     *
     * @throws ConnectFailedException if none takes the connection
     * @throws InterruptedWaitException if the thread is interrupted
     */
    void run() {
        List<ServerAddress> round = session.parts().pool().round();
        for (ServerAddress server : round) {
            if (isConnected(server)) {
                return;
            }
        }
        throw new ConnectFailedException(
                round.size() == 1
                        ? "connect: the server did not take the connection"
                        : "connect: none of " + round.size() + " servers took the connection",
                causes);
    }

    @SuppressWarnings(
            "CatchingUnchecked") // callbacks of authentication are the user's; what they throw fails this server
    private boolean isConnected(ServerAddress server) {
        try {
            if (session.adopt(session.parts().dialer().dial(server), null)) {
                return true;
            }
            causes.add(new ConnectionLostException("connect to " + server + ": closed at once"));
        } catch (InterruptedWaitException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            session.connectFailed(server, e);
            causes.add(e);
        }
        return false;
    }
}
