package dev.jenvoy.storage;

import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;
import java.util.Optional;

/**
 * Options of a journal that several servers share in PostgreSQL.
 *
 * @param url the JDBC URL of the database, without user and password
 * @param user the role in the database
 * @param password its password; empty where the database does not ask for it
 * @param lease how long a server may be cut off from the database before it ends its hooks
 * @param replicated who promises that an accepted delivery outlives the loss of the database's machine
 * @param isUnsafe whether a database may be used that can lose committed data
 */
public record JournalOptions(
        String url, String user, Secrets password, Duration lease, Replicated replicated, boolean isUnsafe) {

    /** The default of {@code lease}. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** Who promises that an accepted delivery outlives the loss of the database's machine. */
    public enum Replicated {
        /** It does not outlive that: the delivery is as safe as the disk of one machine. */
        NO,
        /** The database, by a synchronous standby: without one, nothing is accepted. */
        REQUIRED,
        /** The provider of the database, in a way that the database does not show. */
        MANAGED
    }

    /** Returns the password of the role; empty if there is none. */
    public Optional<String> passwordText() {
        return password.texts().stream().findFirst();
    }
}
