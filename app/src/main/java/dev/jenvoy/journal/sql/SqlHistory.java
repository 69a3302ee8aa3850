package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.journal.apart.ApartAction;
import dev.jenvoy.journal.apart.ApartFilter;
import dev.jenvoy.journal.apart.ApartPage;
import dev.jenvoy.journal.apart.ApartPlace;
import dev.jenvoy.journal.apart.ApartQueue;
import dev.jenvoy.journal.sql.condition.JsonTexts;
import dev.jenvoy.journal.sql.figures.SqlFigures;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the journal's tables over read-only connections. */
public final class SqlHistory implements History {

    private static final int LONGEST_PAGE = 500;
    private static final EntriesSql SUMMARIES =
            new EntriesSql("SELECT entry, " + SummaryRow.COLUMNS + " FROM delivery WHERE entry IN ", "");
    private static final String ENTRIES = "SELECT entry FROM delivery"
            + " WHERE key_hash = ? AND source = ? AND webhook = ? AND id = ? ORDER BY entry DESC";

    private static final String WEBHOOKS =
            "SELECT DISTINCT source, webhook, coalesce(owner, ''), coalesce(repository, '') FROM (SELECT source,"
                    + " webhook, owner, repository FROM delivery ORDER BY entry DESC LIMIT 20000) AS newest";

    /**
     * Selects the actions of the newest deliveries, those that were tried again last, and the earlier attempts of both. Does
     * not use the view {@code run}, which SQLite would read completely here.
     */
    private static final String RECENT =
            "WITH again AS (SELECT entry, position FROM earlier ORDER BY number DESC LIMIT ?1), newest AS (SELECT"
                    + " entry, position FROM action WHERE began IS NOT NULL AND kind IN (SELECT value FROM json_each(?2))"
                    + " ORDER BY entry DESC, position DESC LIMIT ?1), recent AS (SELECT * FROM newest UNION SELECT * FROM"
                    + " again) SELECT entry, kind, name, attempt, began, took, ending, returncode FROM (SELECT"
                    + " action.entry, action.position, kind, name, 1 AS last, attempt, began, took, ending, returncode"
                    + " FROM recent CROSS JOIN action WHERE action.entry = recent.entry AND action.position ="
                    + " recent.position AND began IS NOT NULL AND kind IN (SELECT value FROM json_each(?2)) UNION ALL"
                    + " SELECT action.entry, action.position, kind, name, 0, earlier.attempt, earlier.began, earlier.took,"
                    + " earlier.ending, earlier.returncode FROM recent CROSS JOIN action CROSS JOIN earlier WHERE"
                    + " action.entry = recent.entry AND action.position = recent.position AND earlier.entry = recent.entry"
                    + " AND earlier.position = recent.position AND kind IN (SELECT value FROM json_each(?2))) AS runs"
                    + " ORDER BY began DESC, entry DESC, position DESC, last DESC, attempt DESC LIMIT ?1";

    private static final String EARLIER = "SELECT ending, returncode FROM delivery"
            + " JOIN action ON action.entry = delivery.entry WHERE delivery.repository = ?5 AND delivery.entry < ?1"
            + " AND kind = ?2 AND name = ?3 AND owner IS NOT DISTINCT FROM ?4"
            + " AND branch IS NOT DISTINCT FROM ?6 AND tag IS NOT DISTINCT FROM ?7 AND ending IS NOT NULL"
            + " AND action.state = " + ActionState.ENDED.code()
            + " ORDER BY delivery.entry DESC LIMIT ?8";

    private static final String OF_NEWER = " FROM (SELECT key_hash, source, event, owner, branch, tag, ref, number,"
            + " redelivery FROM delivery INDEXED BY delivery_repository WHERE repository = ?1 AND entry > coalesce((SELECT"
            + " min(entry) FROM delivery WHERE key_hash = ?3), ?2) ORDER BY entry LIMIT 10000) AS later WHERE redelivery ="
            + " 1 AND key_hash <> ?3 AND source = ?4 AND event = ?5 AND owner IS NOT DISTINCT FROM ?6 AND branch IS NOT"
            + " DISTINCT FROM ?7 AND tag IS NOT DISTINCT FROM ?8 AND ref IS NOT DISTINCT FROM ?9 AND number IS NOT"
            + " DISTINCT FROM ?10";
    private static final String NEWER = "SELECT count(DISTINCT key_hash)" + OF_NEWER;
    private static final String HAS_NEWER = "SELECT 1" + OF_NEWER + " LIMIT 1";

    private final Store store;
    private final DetailQuery details;
    private final DeliveryHousekeeping housekeeping;
    private final StoredLogs logs;
    private final SqlFigures figures;

    /** @param figures forget what is deleted */
    public SqlHistory(Store store, StoredPayloads bodies, DeliveryHousekeeping housekeeping, SqlFigures figures) {
        this.figures = figures;
        this.store = store;
        this.details = new DetailQuery(bodies);
        this.housekeeping = housekeeping;
        this.logs = new StoredLogs(store);
    }

    @Override
    public HistoryPage page(HistoryFilter filter, OptionalLong before, int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LONGEST_PAGE + " deliveries");
        }
        PageQuery query = new PageQuery(filter, limit);
        return read(session -> query.run(session, before));
    }

    @Override
    public Optional<DeliveryDetail> delivery(long entry) {
        return read(session -> details.run(session, entry));
    }

    @Override
    public int newer(DeliverySummary delivery) {
        return newer(NEWER, delivery);
    }

    @Override
    public boolean hasNewer(DeliverySummary delivery) {
        return newer(HAS_NEWER, delivery) > 0;
    }

    /** Returns the number that a query of newer deliveries selects; 0 without any. */
    private int newer(String sql, DeliverySummary delivery) {
        Facts facts = delivery.facts();
        boolean hasPlace =
                facts.branch() != null || facts.tag() != null || facts.ref() != null || facts.number() != null;
        if (facts.repository() == null || !hasPlace) {
            return 0;
        }
        return read(session -> session.bind(sql)
                .with(text(facts.repository()))
                .with(delivery.entry())
                .with(KeyHash.of(delivery.key()))
                .with(delivery.key().source())
                .with(facts.event().name())
                .with(text(facts.owner()))
                .with(text(facts.branch()))
                .with(text(facts.tag()))
                .with(facts.ref())
                .with(facts.number())
                .first(Row::count)
                .orElse(0));
    }

    @Override
    public Optional<ReadableLog> log(long entry, int position, int attempt) {
        try {
            return logs.log(new Transitions.Place(entry, position), attempt);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }

    @Override
    public List<DeliverySummary> summaries(Collection<Long> entries) {
        return read(session -> summaries(session, entries));
    }

    private static List<DeliverySummary> summaries(Session session, Collection<Long> entries) throws SQLException {
        Map<Long, SummaryRow.Head> found = new HashMap<>();
        SUMMARIES.read(session, entries, (entry, row) -> found.put(entry, SummaryRow.head(row)));
        return SummaryRow.complete(
                session,
                entries.stream()
                        .flatMap(entry -> Optional.ofNullable(found.get(entry)).stream())
                        .toList());
    }

    @Override
    public long size() {
        return housekeeping.size();
    }

    @Override
    public boolean isEmpty() {
        return read(session -> session.bind("SELECT entry FROM delivery LIMIT 1")
                .first(Row::number)
                .isEmpty());
    }

    @Override
    public List<Long> entriesOf(DeliveryKey key) {
        return read(session -> DeliveryRow.bind(session.bind(ENTRIES).with(KeyHash.of(key)), key)
                .all(Row::number));
    }

    @Override
    public List<KnownWebhook> webhooks() {
        return read(session ->
                session.bind(WEBHOOKS).all(row -> new KnownWebhook(row.text(), row.text(), row.text(), row.text())));
    }

    @Override
    public List<Status> earlier(long entry, String kind, String name, Facts facts, int limit) {
        return read(session -> session.bind(EARLIER)
                .with(entry)
                .with(kind)
                .with(name)
                .with(text(facts.owner()))
                .with(text(facts.repository()))
                .with(text(facts.branch()))
                .with(text(facts.tag()))
                .with(limit)
                .all(row -> Status.of(Ending.valueOf(row.text()), row.countOrNull())));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @Override
    public List<RunSummary> recentRuns(Set<String> kinds, int limit) {
        return read(session ->
                session.bind(RECENT).with(limit).with(JsonTexts.of(kinds)).all(SqlHistory::run));
    }

    private static RunSummary run(Row row) throws SQLException {
        return new RunSummary(
                row.number(),
                row.text(),
                row.text(),
                row.count(),
                Micros.instant(row.number()),
                Micros.durationIfAny(row),
                Optional.ofNullable(row.textOrNull()).map(Ending::valueOf),
                returncode(row.countOrNull()));
    }

    private static OptionalInt returncode(@Nullable Integer code) {
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    @Override
    public ApartPage apart(ApartFilter filter, Optional<ApartPlace> before, int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LONGEST_PAGE + " actions");
        }
        return read(session -> ApartQuery.page(session, filter, before, limit));
    }

    @Override
    public Optional<ApartAction> apart(ApartPlace place) {
        return read(session -> ApartQuery.action(session, place));
    }

    @Override
    public List<ApartQueue> apartQueues(String kind) {
        return read(session -> ApartQuery.queues(session, kind));
    }

    @Override
    public int deleteOlderThan(Instant time, int limit) {
        try {
            return housekeeping.deleteOlderThan(time, limit);
        } finally {
            // Also after a fault: some may be deleted then.
            figures.forgetBefore(time);
        }
    }

    private <T> T read(Query<T> query) {
        try {
            return store.read(query);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }
}
