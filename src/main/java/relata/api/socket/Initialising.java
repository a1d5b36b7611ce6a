package relata.api.socket;

/** A socket whose client waits for `connection_ack`. */
record Initialising() implements SocketState {
    @Override
    public void receive(SocketMessage message) {
        switch (message.type()) {
            case "connection_init" -> throw SocketClosure.tooManyInitialisations();
            case "subscribe" -> throw SocketClosure.unauthorized();
            default -> throw message.unexpected();
        }
    }
}
