package dev.jenvoy.store.postgres;

import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection with its statements, in PostgreSQL's form; see {@link TranslatedSql}. */
final class PostgresSession implements Session {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** Texts are constants, see {@link Session#prepared}. */
    private static final Map<String, TranslatedSql> TRANSLATED = new ConcurrentHashMap<>();

    private final Connection connection;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(PreparedStatement statement, TranslatedSql sql) {}

    PostgresSession(Connection connection) {
        this.connection = connection;
    }

    @Override
    public PreparedStatement prepared(String sql) throws SQLException {
        Known statement = known(sql);
        if (!statement.sql().isInOrder()) {
            throw new IllegalArgumentException("parameters in another order must be bound by bind");
        }
        return statement.statement();
    }

    @Override
    public BoundStatement bind(String sql) throws SQLException {
        Known statement = known(sql);
        return BoundStatement.of(statement.statement(), statement.sql().places(), StorableText::of);
    }

    @Override
    public PreparedStatement once(String sql) throws SQLException {
        TranslatedSql translated = TranslatedSql.of(sql);
        if (!translated.isInOrder()) {
            throw new IllegalArgumentException("a statement for one use has no numbered parameters");
        }
        return connection.prepareStatement(translated.text());
    }

    @Override
    public BoundStatement bindOnce(PreparedStatement once) {
        return BoundStatement.of(once, StorableText::of);
    }

    @Override
    public void run(String sql) throws SQLException {
        PreparedStatement statement = known(sql).statement();
        if (statement.execute()) {
            statement.getResultSet().close();
        }
    }

    @Override
    public long number(String sql) throws SQLException {
        try (ResultSet rows = known(sql).statement().executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows.getLong(1);
        }
    }

    private Known known(String sql) throws SQLException {
        Known there = known.get(sql);
        if (there == null) {
            TranslatedSql translated = TRANSLATED.computeIfAbsent(sql, TranslatedSql::of);
            there = new Known(connection.prepareStatement(translated.text()), translated);
            known.put(sql, there);
        }
        return there;
    }

    /** Closes all statements, so that they are prepared again. */
    void forget() {
        for (Known statement : known.values()) {
            try {
                statement.statement().close();
            } catch (SQLException e) {
                LOG.trace("statement not closed", e);
            }
        }
        known.clear();
    }

    Connection connection() {
        return connection;
    }
}
