package dev.jenvoy.cluster.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Makes free what a server holds that is no more. The journal knows how. Called within a transaction; may be called again. */
public interface WorkRelease {

    /** Releases what a server held that was taken over: what it had begun may have been what killed it. */
    void afterDeath(Connection connection, int server) throws SQLException;

    /** Releases what a server still holds that left in good order. */
    void afterLeaving(Connection connection, int server) throws SQLException;
}
