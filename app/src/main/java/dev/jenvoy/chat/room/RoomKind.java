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

    /** Returns why this is not how the service names a person, so that no command of an admin could come; empty if it may be. */
    default Optional<String> adminFlaw(String admin) {
        return Optional.empty();
    }

    /** Returns why no command can come through an account with this login; empty if one can. */
    default Optional<String> commandsFlaw(Login login) {
        if (!(login instanceof CommandLogin posted)) {
            return Optional.of("no commands come from this service");
        }
        return posted.commands().isPresent()
                ? Optional.empty()
                : Optional.of("no commands come without a secret for slash commands");
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
