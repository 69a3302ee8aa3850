package dev.jenvoy.web.connection;

import org.xnio.StreamConnection;

/** Encrypts the connections of a listener. Safe for use by several threads. */
@FunctionalInterface
public interface Encryption {

    /**
     * Returns a connection that encrypts what is written to it, and decrypts what it reads from {@code raw}. Closing it
     * closes {@code raw}. Does not wait for the client. Called on the connection's I/O thread.
     */
    StreamConnection over(StreamConnection raw);
}
