package dev.jenvoy.chat.options;

import dev.jenvoy.chat.room.Login;
import java.time.Duration;
import java.util.Optional;

/**
 * One place to speak.
 *
 * @param name its name in the configuration
 * @param account the name of its account; empty if it has an address of its own
 * @param login the login of its account, or its own
 * @param address its address at the service, with the key or password that it may need; empty if it has a login of its own
 * @param shownAddress the same without that key
 * @param threads whether messages about one thing form a conversation
 * @param isShort whether lists and quotes are left out
 * @param pace the least time between two messages; empty for the kind's
 * @param silent whether the service is asked not to notify
 */
public record RoomOptions(
        String name,
        Optional<String> account,
        Login login,
        String address,
        String shownAddress,
        boolean threads,
        boolean isShort,
        Optional<Duration> pace,
        boolean silent) {

    /** Returns the name of its kind. */
    public String kind() {
        return login.kind();
    }

    /** Returns what tells its connection from others: the one of its account, or one of its own. */
    public String connection() {
        return account.map(AccountOptions::connection).orElseGet(() -> "room " + name);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "RoomOptions[" + name + "]";
    }
}
