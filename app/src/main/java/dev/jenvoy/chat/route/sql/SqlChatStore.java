package dev.jenvoy.chat.route.sql;

import dev.jenvoy.chat.route.ChatStore;
import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.chat.route.StoredRoute;
import dev.jenvoy.chat.route.StoredToken;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what commands change in the tables {@code chat_*} of the journal's database. */
public final class SqlChatStore implements ChatStore {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    private static final String ROUTES = "SELECT kind, repo, room, words, made, by FROM chat_route ORDER BY repo, room";
    private static final String PUT_ROUTE =
            "INSERT INTO chat_route (kind, repo_key, room, repo, words, made, by) VALUES (?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (kind, repo_key, room) DO UPDATE SET repo = excluded.repo, words = excluded.words,"
                    + " made = excluded.made, by = excluded.by";
    private static final String REMOVE_ROUTE = "DELETE FROM chat_route WHERE kind = ? AND repo_key = ? AND room = ?";
    private static final String TOKENS = "SELECT repo, family, box FROM chat_token ORDER BY repo, family";
    private static final String PUT_TOKEN = "INSERT INTO chat_token (repo, family, box) VALUES (?, ?, ?)"
            + " ON CONFLICT (repo, family) DO UPDATE SET box = excluded.box";
    private static final String REMOVE_TOKEN = "DELETE FROM chat_token WHERE repo = ? AND family = ?";
    private static final String SETTINGS = "SELECT name, value FROM chat_setting";
    private static final String PUT_SETTING = "INSERT INTO chat_setting (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    private static final String KEEP_SETTING =
            "INSERT INTO chat_setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final List<String> RESET = List.of(
            "DELETE FROM chat_route",
            "DELETE FROM chat_token",
            "DELETE FROM chat_setting WHERE name LIKE 'defaults.%'");
    private static final String THREAD = "SELECT remote FROM chat_thread WHERE room = ? AND subject = ?";
    private static final String PUT_THREAD = "INSERT INTO chat_thread (room, subject, remote, at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (room, subject) DO UPDATE SET remote = excluded.remote, at = excluded.at";
    private static final String PARTS = "SELECT part, said FROM chat_part WHERE entry = ? AND name = ?";
    private static final String PUT_PART = "INSERT INTO chat_part (entry, name, part, said, at) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (entry, name, part) DO UPDATE SET said = excluded.said, at = excluded.at";
    private static final List<String> FORGET =
            List.of("DELETE FROM chat_thread WHERE at < ?", "DELETE FROM chat_part WHERE at < ?");

    private final Store store;

    /** @param store the journal's database */
    public SqlChatStore(Store store) {
        this.store = store;
    }

    @Override
    public List<StoredRoute> routes() throws IOException {
        return read(session -> session.bind(ROUTES).all(SqlChatStore::route));
    }

    private static StoredRoute route(Row row) throws SQLException {
        return new StoredRoute(
                RouteSet.valueOf(row.text().toUpperCase(Locale.ROOT)),
                row.text(),
                row.text(),
                row.text().lines().toList(),
                Micros.instant(row.number()),
                row.text());
    }

    @Override
    public Optional<String> put(StoredRoute route) {
        return store.keep(session -> session.bind(PUT_ROUTE)
                .with(route.set().word())
                .with(key(route.repo()))
                .with(route.room())
                .with(route.repo())
                .with(String.join("\n", route.words()))
                .with(Micros.of(route.made()))
                .with(route.by())
                .update());
    }

    @Override
    public Optional<String> removeRoute(RouteSet set, String repo, String room) {
        return store.keep(session -> session.bind(REMOVE_ROUTE)
                .with(set.word())
                .with(key(repo))
                .with(room)
                .update());
    }

    @Override
    public List<StoredToken> tokens() throws IOException {
        return read(session -> session.bind(TOKENS).all(row -> new StoredToken(row.text(), row.text(), row.text())));
    }

    @Override
    public Optional<String> put(StoredToken token) {
        return store.keep(session -> session.bind(PUT_TOKEN)
                .with(token.repo())
                .with(token.family())
                .with(token.box())
                .update());
    }

    @Override
    public Optional<String> removeToken(String repo, String family) {
        return store.keep(session ->
                session.bind(REMOVE_TOKEN).with(key(repo)).with(family).update());
    }

    @Override
    public Map<String, String> settings() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        read(session -> session.bind(SETTINGS).all(row -> Map.entry(row.text(), row.text())))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    @Override
    public Optional<String> putSetting(String name, String value) {
        return store.keep(
                session -> session.bind(PUT_SETTING).with(name).with(value).update());
    }

    @Override
    public Optional<String> keepSetting(String name, String value) {
        return store.keep(
                session -> session.bind(KEEP_SETTING).with(name).with(value).update());
    }

    @Override
    public Optional<String> reset() {
        return store.keep(session -> {
            int removed = 0;
            for (String statement : RESET) {
                removed += session.bind(statement).update();
            }
            return removed;
        });
    }

    @Override
    public Optional<String> thread(String room, String subject) throws IOException {
        return read(session -> session.bind(THREAD).with(room).with(subject).all(Row::text).stream()
                .findFirst());
    }

    @Override
    public void putThread(String room, String subject, String remote, Instant at) {
        watch(store.offer(
                Durability.PROCESS,
                session -> session.bind(PUT_THREAD)
                        .with(room)
                        .with(subject)
                        .with(remote)
                        .with(Micros.of(at))
                        .update()));
    }

    @Override
    public Map<String, Boolean> parts(long entry, String name) throws IOException {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        read(session -> session.bind(PARTS).with(entry).with(name).all(row -> Map.entry(row.text(), row.number() == 1)))
                .forEach(part -> parts.put(part.getKey(), part.getValue()));
        return parts;
    }

    @Override
    public Optional<String> beginPart(long entry, String name, String part, Instant at) {
        return putPart(entry, name, part, false, at);
    }

    @Override
    public Optional<String> endPart(long entry, String name, String part, Instant at) {
        return putPart(entry, name, part, true, at);
    }

    private Optional<String> putPart(long entry, String name, String part, boolean said, Instant at) {
        return store.keep(session -> session.bind(PUT_PART)
                .with(entry)
                .with(name)
                .with(part)
                .with(said)
                .with(Micros.of(at))
                .update());
    }

    @Override
    public void forget(Instant before) {
        watch(store.offer(Durability.PROCESS, session -> {
            int forgotten = 0;
            for (String statement : FORGET) {
                forgotten += session.bind(statement).with(Micros.of(before)).update();
            }
            return forgotten;
        }));
    }

    private static void watch(CompletionStage<Integer> change) {
        change.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("conversation not recorded cause=\"{}\"", failure.toString());
            }
        });
    }

    private <T> T read(Query<T> query) throws IOException {
        try {
            return store.read(query);
        } catch (SQLException e) {
            throw new IOException("the routes of chat cannot be read", e);
        }
    }

    private static String key(String repo) {
        return repo.toLowerCase(Locale.ROOT);
    }
}
