package relata.api.socket;

/** How far the protocol has come on a socket, and so what its messages mean. */
interface SocketState {
    /**
     * Takes a message that is neither `ping` nor `pong`, which mean the same everywhere.
     *
     * @throws SocketClosure where the message is not allowed here
     */
    void receive(SocketMessage message);

    /** The socket is gone. */
    default void close() {}
}
