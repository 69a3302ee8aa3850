package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Book;
import dev.jenvoy.cluster.Books;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.Notice.Kind;
import dev.jenvoy.cluster.Notices;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions of books in the table of settings, and which server has read which. */
final class PostgresBooks implements Books {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private static final String READ = """
            INSERT INTO book_read (server, book, version) VALUES (?, ?, ?)
            ON CONFLICT (server, book) DO UPDATE SET version = excluded.version""";

    private static final String BEHIND = """
            SELECT count(*) FROM book_read r JOIN server s ON s.id = r.server
            WHERE s.%s AND r.book = ? AND r.version < (SELECT value FROM setting WHERE name = ?)""".formatted(Member.State.THERE);

    private static final String VERSION = "SELECT value FROM setting WHERE name = ?";

    private final KeptConnection connection;
    private final IntSupplier number;
    private final Notices notices;
    private final Executor reader;
    private final Map<Book, Followed> followed = new ConcurrentHashMap<>();

    /**
     * @param reader reads books, one after the other
     */
    PostgresBooks(KeptConnection connection, IntSupplier number, Notices notices, Executor reader) {
        this.connection = connection;
        this.number = number;
        this.notices = notices;
        this.reader = reader;
    }

    @Override
    public void follow(Book book, Runnable reload) {
        Followed made = new Followed(reload);
        followed.put(book, made);
        reader.execute(() -> read(book, made));
    }

    @Override
    public void changed(Book book) {
        notices.tell(Kind.BOOKS, List.of());
    }

    /** Takes the versions that a beat has seen. */
    void seen(Map<String, Long> settings) {
        followed.forEach((book, one) -> {
            Long now = settings.get(nameOf(book));
            if (now != null && now != one.version && one.waits.compareAndSet(false, true)) {
                reader.execute(() -> {
                    one.waits.set(false);
                    read(book, one);
                });
            }
        });
    }

    /** Forgets what was read under an earlier number. */
    void renumbered() {
        followed.values().forEach(one -> one.version = Followed.NEVER);
    }

    /** The version is read first: what changes after it makes the book be read again. */
    private void read(Book book, Followed one) {
        try {
            long version = connection.use(open -> {
                try (PreparedStatement statement = open.prepareStatement(VERSION)) {
                    statement.setString(1, nameOf(book));
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next() ? row.getLong(1) : Followed.NEVER;
                    }
                }
            });
            if (version == one.version) {
                return;
            }
            one.reload.run();
            var unused = connection.use(open -> {
                try (PreparedStatement statement = open.prepareStatement(READ)) {
                    statement.setInt(1, number.getAsInt());
                    statement.setString(2, wordOf(book));
                    statement.setLong(3, version);
                    return statement.executeUpdate();
                }
            });
            one.version = version;
        } catch (SQLException | RuntimeException e) {
            LOG.warn("not read again what another server changed book={} cause=\"{}\"", wordOf(book), e.getMessage());
        }
    }

    @Override
    public boolean awaitRead(Book book, Duration atMost) throws InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < atMost.toNanos()) {
            try {
                if (behind(book) == 0) {
                    return true;
                }
            } catch (SQLException e) {
                LOG.debug("it is not known who has read a book", e);
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
        return false;
    }

    private long behind(Book book) throws SQLException {
        return connection.use(open -> {
            try (PreparedStatement statement = open.prepareStatement(BEHIND)) {
                statement.setString(1, wordOf(book));
                statement.setString(2, nameOf(book));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private static String wordOf(Book book) {
        return book.name().toLowerCase(Locale.ROOT);
    }

    private static String nameOf(Book book) {
        return "book." + wordOf(book);
    }

    /** A book that this server keeps. */
    private static final class Followed {
        static final long NEVER = -1;

        private final Runnable reload;
        private final AtomicBoolean waits = new AtomicBoolean();
        private volatile long version = NEVER;

        Followed(Runnable reload) {
            this.reload = reload;
        }
    }
}
