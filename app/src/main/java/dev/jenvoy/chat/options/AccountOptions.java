package dev.jenvoy.chat.options;

import dev.jenvoy.chat.room.Login;
import java.util.List;

/**
 * A log-in at a chat service.
 *
 * @param name its name in the configuration
 * @param login what opens the service
 * @param admins the identities whose commands are obeyed, exactly as the service names them
 */
public record AccountOptions(String name, Login login, List<String> admins) {

    public AccountOptions {
        admins = List.copyOf(admins);
    }

    /** Returns the name of its kind. */
    public String kind() {
        return login.kind();
    }

    /** Returns what tells its connection from those of other accounts and of rooms without an account. */
    public String connection() {
        return connection(name);
    }

    static String connection(String account) {
        return "account " + account;
    }
}
