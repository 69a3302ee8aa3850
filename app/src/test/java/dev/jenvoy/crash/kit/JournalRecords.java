package dev.jenvoy.crash.kit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the journal's file from outside, beside a running server. */
public final class JournalRecords {

    private final Path file;

    public JournalRecords(ServerSite site) {
        this.file = site.data().resolve("journal.db");
    }

    /** Returns the first column of a query's rows. */
    public List<String> column(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = 1");
            statement.execute("PRAGMA busy_timeout = 20000");
            List<String> column = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    column.add(rows.getString(1));
                }
            }
            return column;
        }
    }

    public long number(String query) throws SQLException {
        return Long.parseLong(column(query).get(0));
    }

    /** Returns how many accepted deliveries have not ended. */
    public long unfinished() throws SQLException {
        return number("SELECT count(*) FROM delivery WHERE state <= 1");
    }
}
