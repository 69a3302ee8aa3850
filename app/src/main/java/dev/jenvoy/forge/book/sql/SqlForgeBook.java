package dev.jenvoy.forge.book.sql;

import dev.jenvoy.forge.book.AskedDelivery;
import dev.jenvoy.forge.book.CommentLine;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the book in the tables {@code forge_...} of the journal's database. */
public final class SqlForgeBook implements ForgeBook {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.forges");

    private static final String CLAIM = "INSERT INTO forge_claim (place, entry, at) VALUES (?, ?, ?)"
            + " ON CONFLICT (place) DO UPDATE SET at = excluded.at, entry ="
            + " CASE WHEN excluded.entry > forge_claim.entry THEN excluded.entry ELSE forge_claim.entry END";
    private static final String CLAIMED = "SELECT entry FROM forge_claim WHERE place = ?";
    private static final String SAY =
            "INSERT INTO forge_line (place, hook, entry, sha, state, words, link, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (place, hook) DO UPDATE SET entry = excluded.entry, sha = excluded.sha,"
                    + " state = excluded.state, words = excluded.words, link = excluded.link, at = excluded.at"
                    + " WHERE excluded.entry >= forge_line.entry";
    private static final String LINES =
            "SELECT hook, entry, sha, state, words, link FROM forge_line WHERE place = ? ORDER BY hook";
    private static final String COMMENT = "SELECT comment FROM forge_comment WHERE place = ?";
    private static final String KEEP = "INSERT INTO forge_comment (place, comment, at) VALUES (?, ?, ?)"
            + " ON CONFLICT (place) DO UPDATE SET comment = excluded.comment, at = excluded.at";
    private static final String DROP = "DELETE FROM forge_comment WHERE place = ?";
    private static final String IS_ASKED = "SELECT 1 FROM forge_asked WHERE webhook = ? AND id = ?";
    private static final String ASK = "INSERT INTO forge_asked (webhook, id, event, repository, sent, at, refused)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (webhook, id) DO UPDATE SET event = excluded.event,"
            + " repository = excluded.repository, sent = excluded.sent, at = excluded.at, refused = excluded.refused";
    private static final String UNASK = "DELETE FROM forge_asked WHERE webhook = ? AND id = ?";
    private static final String REFUSED = "UPDATE forge_asked SET refused = ? WHERE webhook = ? AND id = ?";
    private static final String LAST = "SELECT webhook, id, event, repository, sent, at, refused FROM forge_asked"
            + " ORDER BY at DESC, sent DESC LIMIT ?";
    private static final List<String> TABLES = List.of("forge_claim", "forge_line", "forge_comment", "forge_asked");

    private final Store store;

    /** @param store the journal's database */
    public SqlForgeBook(Store store) {
        this.store = store;
    }

    @Override
    public boolean claim(String place, long entry, Instant now) throws IOException {
        keep(session ->
                session.bind(CLAIM).with(place).with(entry).with(Micros.of(now)).update());
        return read(session -> session.bind(CLAIMED).with(place).first(row -> row.number()))
                .filter(newest -> newest == entry)
                .isPresent();
    }

    @Override
    public void say(String place, CommentLine line, Instant now) throws IOException {
        keep(session -> session.bind(SAY)
                .with(place)
                .with(line.hook())
                .with(line.entry())
                .with(line.sha())
                .with(line.state())
                .with(line.words())
                .with(line.link())
                .with(Micros.of(now))
                .update());
    }

    @Override
    public List<CommentLine> lines(String place) throws IOException {
        return read(session -> session.bind(LINES)
                .with(place)
                .all(row -> new CommentLine(row.text(), row.number(), row.text(), row.text(), row.text(), row.text())));
    }

    @Override
    public Optional<String> comment(String place) throws IOException {
        return read(session -> session.bind(COMMENT).with(place).first(row -> row.text()));
    }

    @Override
    public void keepComment(String place, String comment, Instant now) throws IOException {
        keep(session -> session.bind(KEEP)
                .with(place)
                .with(comment)
                .with(Micros.of(now))
                .update());
    }

    @Override
    public void dropComment(String place) throws IOException {
        keep(session -> session.bind(DROP).with(place).update());
    }

    @Override
    public Set<String> asked(String webhook, Collection<String> ids) throws IOException {
        return read(session -> {
            Set<String> known = new HashSet<>();
            for (String id : ids) {
                session.bind(IS_ASKED)
                        .with(webhook)
                        .with(id)
                        .first(row -> row.number())
                        .ifPresent(one -> known.add(id));
            }
            return known;
        });
    }

    @Override
    public void ask(AskedDelivery asked) throws IOException {
        keep(session -> session.bind(ASK)
                .with(asked.webhook())
                .with(asked.id())
                .with(asked.event())
                .with(asked.repository())
                .with(Micros.of(asked.sent()))
                .with(Micros.of(asked.asked()))
                .with(asked.refused())
                .update());
    }

    @Override
    public void unask(String webhook, String id) throws IOException {
        keep(session -> session.bind(UNASK).with(webhook).with(id).update());
    }

    @Override
    public void refused(String webhook, String id, String why) throws IOException {
        keep(session -> session.bind(REFUSED).with(why).with(webhook).with(id).update());
    }

    @Override
    public List<AskedDelivery> lastAsked(int limit) throws IOException {
        return read(session -> session.bind(LAST)
                .with((long) limit)
                .all(row -> new AskedDelivery(
                        row.text(),
                        row.text(),
                        row.text(),
                        row.text(),
                        Micros.instant(row.number()),
                        Micros.instant(row.number()),
                        row.text())));
    }

    @Override
    public void forget(Instant before) {
        store.offer(Durability.PROCESS, session -> {
                    int forgotten = 0;
                    for (String table : TABLES) {
                        forgotten += session.bind("DELETE FROM " + table + " WHERE at < ?")
                                .with(Micros.of(before))
                                .update();
                    }
                    return forgotten;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("old reports not forgotten cause=\"{}\"", failure.toString());
                    }
                });
    }

    private <T> void keep(Change<T> change) throws IOException {
        Optional<String> failure = store.keep(change);
        if (failure.isPresent()) {
            throw new IOException("the book of forges cannot be written: " + failure.get());
        }
    }

    private <T> T read(Query<T> query) throws IOException {
        try {
            return store.read(query);
        } catch (SQLException e) {
            throw new IOException("the book of forges cannot be read", e);
        }
    }
}
