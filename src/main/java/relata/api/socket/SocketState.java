package relata.api.socket;

/** The state of the protocol on a socket, which defines what messages are allowed. */
interface SocketState {
    /**
     * Handles a message other than `ping` and `pong`, which mean the same in every state.
     *
     * @throws SocketClosure if the message is not allowed in this state
     */
    void receive(SocketMessage message);

    /** The socket was closed. */
    default void close() {}
}
