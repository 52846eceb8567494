package io.natter.server.system;

/** What the services of the system account can have a server do (F2). Thread-safe; may take its time. */
public interface ServerControl {
    /** Tells why something was not done, in the words that whoever asked for it gets. */
    final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param why nothing was done */
        public RefusedException(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Reads the configuration again, and goes on with it.
     *
     * @throws RefusedException when there is none to be read, or it cannot be used; nothing has changed then
     */
    void reload();

    /**
     * Closes a client's connection.
     *
     * @throws RefusedException when there is no such connection
     */
    void kick(long connectionId);

    /**
     * Tells a client that it should go elsewhere.
     *
     * @throws RefusedException when there is no such connection, or it cannot be told
     */
    void sendAway(long connectionId);
}
