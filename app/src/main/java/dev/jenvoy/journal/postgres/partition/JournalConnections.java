package dev.jenvoy.journal.postgres.partition;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the database, whose search path leads to the tables. The caller closes them. Blocks. */
public interface JournalConnections {

    Connection open() throws SQLException;
}
