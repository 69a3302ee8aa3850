package dev.jenvoy.store.postgres.settings;

/**
 * What the configuration asks of the database.
 *
 * @param replication who replicates
 * @param acceptsUnsafe whether a database that loses commits in a crash is accepted, as in a trial
 * @param servers how many servers are to use it, at least 1
 */
public record SettingDemands(Replication replication, boolean acceptsUnsafe, int servers) {

    public SettingDemands {
        if (servers < 1) {
            throw new IllegalArgumentException("at least one server uses the database");
        }
    }
}
