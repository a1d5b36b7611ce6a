package relata.api.socket;

/** A socket whose client has not said who it is. */
record AwaitingInit(Socket socket) implements SocketState {
    @Override
    public void receive(SocketMessage message) {
        switch (message.type()) {
            case "connection_init" -> socket.initialise(message.payload());
            case "subscribe" -> throw SocketClosure.unauthorized();
            default -> throw message.unexpected();
        }
    }
}
