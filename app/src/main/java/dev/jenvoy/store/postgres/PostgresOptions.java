package dev.jenvoy.store.postgres;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a database.
 *
 * @param url the JDBC URL, with several hosts if one of them is to be found that takes writes
 * @param user the role
 * @param password its password; {@code null} where the database asks for no password
 * @param schema the schema with the tables, a plain word that leaves room beside it in the name of a session
 */
public record PostgresOptions(
        String url, String user, @Nullable String password, String schema) {

    /** The schema of Jenvoy's tables. */
    public static final String SCHEMA = "jenvoy";

    public PostgresOptions {
        if (!schema.matches("[a-z_]{1,40}")) {
            throw new IllegalArgumentException("a schema has a plain name");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresOptions[" + url + ", " + user + "]";
    }
}
