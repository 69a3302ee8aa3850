package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Book;
import dev.jenvoy.cluster.Books;
import dev.jenvoy.cluster.SignOuts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table of sign-outs, which each server keeps in memory. */
final class PostgresSignOuts implements SignOuts {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private static final String READ = "SELECT session FROM sign_out";
    private static final String ADD = "INSERT INTO sign_out (session, until) VALUES (?, ?) ON CONFLICT DO NOTHING";

    /** A day later, whatever the clocks of servers say. */
    private static final String FORGET = "DELETE FROM sign_out WHERE until < extract(epoch FROM now()) - 86400";

    private final KeptConnection connection;
    private final Books books;
    private final Queue<Ended> unsaved = new ConcurrentLinkedQueue<>();

    /** What was ended here, until it was seen in the table. */
    private final Set<String> own = ConcurrentHashMap.newKeySet();

    private volatile Set<String> known = Set.of();

    private record Ended(String session, Instant until) {}

    PostgresSignOuts(KeptConnection connection, Books books) {
        this.connection = connection;
        this.books = books;
    }

    /** Begins to follow what other servers add. */
    void start() {
        books.follow(Book.SIGN_OUTS, this::read);
    }

    @Override
    public boolean contains(String session) {
        return own.contains(session) || known.contains(session);
    }

    @Override
    public void add(String session, Instant until) {
        own.add(session);
        unsaved.add(new Ended(session, until));
    }

    /** Saves what was added. Blocks; to be called again and again. */
    void save() {
        Ended next = unsaved.peek();
        if (next == null) {
            return;
        }
        try {
            while (next != null) {
                Ended one = next;
                boolean unusedNew = connection.use(open -> {
                    try (PreparedStatement add = open.prepareStatement(ADD)) {
                        add.setString(1, one.session());
                        add.setLong(2, one.until().getEpochSecond());
                        return add.executeUpdate() > 0;
                    }
                });
                unsaved.remove(one);
                next = unsaved.peek();
            }
            int unusedForgotten = connection.use(open -> {
                try (PreparedStatement forget = open.prepareStatement(FORGET)) {
                    return forget.executeUpdate();
                }
            });
            books.changed(Book.SIGN_OUTS);
        } catch (SQLException e) {
            LOG.warn("other servers do not know of a sign-out yet cause=\"{}\"", e.getMessage());
        }
    }

    private void read() {
        try {
            Set<String> read = connection.use(open -> {
                Set<String> all = new HashSet<>();
                try (PreparedStatement statement = open.prepareStatement(READ);
                        ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        all.add(rows.getString(1));
                    }
                }
                return all;
            });
            known = Set.copyOf(read);
            own.removeAll(read);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
