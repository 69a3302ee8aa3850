package dev.jenvoy.chat.room;

import java.util.Collection;
import java.util.Optional;

/** Speaks to one service with one login. Thread-safe. */
public interface Connection extends AutoCloseable {

    /**
     * Sends one message. Blocks until the service has answered, at most about ten seconds beside the time that it needs to
     * log in and to join a room. Every failure of the service or the network is a result.
     *
     * @param address the room's address at the service; empty if the login is a room of its own
     * @throws InterruptedException when the thread was interrupted, because the server stops: the message may have been sent
     */
    SendResult send(String address, OutgoingMessage message) throws InterruptedException;

    /** Returns why nothing can be sent now, in words without a secret; empty while all is well or nothing was tried. */
    Optional<String> trouble();

    /**
     * Begins to receive commands, and stays connected for it. Does nothing if the service does not bring commands on
     * this connection. Called again when the rooms have changed: then commands are looked for in these alone. Does not
     * block.
     *
     * @param rooms the addresses in which commands are looked for
     */
    default void listen(Collection<String> rooms, CommandReceiver receiver) {}

    /** Ends the connection. Blocks for about a second at most. */
    @Override
    void close();
}
