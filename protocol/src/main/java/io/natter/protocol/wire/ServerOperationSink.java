package io.natter.protocol.wire;

/**
 * Takes what a server sends, one call an operation.
 *
 * <p>Confined to whoever calls. Buffers and views are the caller's and valid during the call only.
 */
public interface ServerOperationSink {
    /** INFO with its JSON, unchecked; read it with {@code ServerInfo.parse}. */
    void info(byte[] buffer, int from, int length);

    /** MSG or HMSG. */
    void message(MessageView message);

    /** {@code +OK}. */
    void ok();

    /** {@code -ERR}; the text stands without its quotes. */
    void error(String text);

    /** PING. */
    void ping();

    /** PONG. */
    void pong();
}
