package dev.jenvoy.cluster.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the database, outside of every pool. */
public interface Connector {

    /** The start of the name of each connection of a server. Its number follows. */
    String NAME_PREFIX = "jenvoy:";

    /**
     * Opens a connection to the primary, with the schema in its search path and automatic commits. Blocks at most some seconds.
     *
     * @param name its {@code application_name}, by which other servers find the connections of one that died. Where one database
     *     has several clusters, a connector may add an {@code @} and a word of its own
     */
    Connection open(String name) throws SQLException;

    /** Returns the name of connections of a server. */
    static String nameOf(int server) {
        return NAME_PREFIX + server;
    }
}
