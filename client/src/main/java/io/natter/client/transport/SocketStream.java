package io.natter.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a socket as they are.
 *
 * <p>Thread-safe, as the channel is.
 */
final class SocketStream implements ByteStream {
    private final SocketChannel channel;

    SocketStream(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public boolean hasBuffered() {
        return false;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        channel.write(source);
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        return null;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException nothingMoreToDo) {
            // the descriptor is gone either way
        }
    }
}
