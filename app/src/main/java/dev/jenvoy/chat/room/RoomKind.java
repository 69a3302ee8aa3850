package dev.jenvoy.chat.room;

import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import java.time.Duration;
import java.util.Optional;

/** One kind of chat service. Thread-safe; holds no connection. */
public interface RoomKind {

    /** Returns the word for {@code kind} in the configuration, such as {@code slack}. */
    String name();

    /**
     * Reads the keys of an account of this kind, {@code chat.accounts.NAME}, but for {@code kind} and {@code admins}.
     * Reports every problem to the reader's collector, and returns empty if the account cannot be used. Kinds whose rooms have
     * an address of their own report that they have no accounts.
     */
    Optional<Login> readLogin(ObjectReader in, SecretReader secrets);

    /**
     * Reads the keys of a room that has its own address ({@code url}), but for {@code kind}, {@code threads}, {@code style},
     * {@code pace} and {@code silent}. Reports every problem, and returns empty if the room cannot be used. Kinds that need
     * an account report that.
     */
    Optional<Login> readRoom(ObjectReader in, SecretReader secrets);

    /** Returns why a room of an account of this kind cannot have this address; empty if it can. */
    Optional<String> addressFlaw(String address);

    /**
     * Returns the address of a room as people may see it: without the key or password that some kinds have in it.
     *
     * @param address one without a flaw
     */
    default String shownAddress(String address) {
        return address;
    }

    /** Returns the markup of the service. */
    Renderer renderer();

    /** Returns the least time between two messages in one room, which {@code pace} may change. */
    Duration pace();

    /**
     * Returns whether the service itself drops a message of this log-in that it has already accepted under the same key, so that
     * a message in doubt is sent again.
     */
    default boolean keepsKeys(Login login) {
        return false;
    }

    /**
     * Makes a connection. Does not block, and does not fail: a service that cannot be reached is an end of an attempt.
     * What the connection needs (threads, sockets) begins with its first use, or with {@link Connection#listen}.
     */
    Connection connect(Login login, ConnectionParts parts);
}
