package dev.jenvoy.journal.sql.condition;

import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a filter as SQL over the table {@code delivery}, and binds its values. */
public final class FilterSql {

    /** The columns in which a text is searched. */
    private static final List<String> SEARCHED =
            List.of("repository", "owner", "branch", "tag", "sender", "sha", "id", "title");

    private static final Set<DeliveryState> UNFINISHED = Set.of(DeliveryState.QUEUED, DeliveryState.RUNNING);
    private static final Set<DeliveryState> UNHAPPY =
            Set.of(DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.SUPERSEDED, DeliveryState.SET_ASIDE);

    /** The condition of the index {@code delivery_failed}. */
    private static final String FAILED =
            " AND state >= " + DeliveryState.FAILED.code() + " AND state <= " + DeliveryState.SET_ASIDE.code();

    private final HistoryFilter filter;
    private final List<Value> values = new ArrayList<>();
    private final String conditions;

    public FilterSql(HistoryFilter filter) {
        this.filter = filter;
        this.conditions = written();
    }

    /** A value of the filter, for its parameter. */
    private interface Value {
        void bind(BoundStatement statement) throws SQLException;
    }

    /** Names the index that the filter can use best; the planner would choose one whose rows must be sorted. Ends with {@code WHERE} or {@code AND}. */
    public String from() {
        if (filter.repository().isPresent()) {
            return " FROM delivery INDEXED BY delivery_repository WHERE";
        }
        if (only(UNFINISHED)) {
            return StateSql.UNFINISHED + " AND";
        }
        return only(UNHAPPY) ? " FROM delivery INDEXED BY delivery_failed WHERE" : " FROM delivery NOT INDEXED WHERE";
    }

    /** Returns what follows other conditions; begins with {@code AND}, or is empty. */
    public String conditions() {
        return conditions;
    }

    /** Binds the values of {@link #conditions}. */
    public void bind(BoundStatement statement) throws SQLException {
        for (Value value : values) {
            value.bind(statement);
        }
    }

    private boolean only(Set<DeliveryState> states) {
        return !filter.states().isEmpty() && states.containsAll(filter.states());
    }

    private String written() {
        StringBuilder all = new StringBuilder();
        filter.repository().ifPresent(text -> add(all, "repository = ?", text));
        filter.source().ifPresent(text -> add(all, "+source = ?", text));
        filter.event().ifPresent(text -> add(all, "+event = ?", text));
        filter.owner().ifPresent(text -> add(all, "+owner = ?", text));
        filter.branch().ifPresent(text -> add(all, "+branch = ?", text));
        filter.from().ifPresent(time -> add(all, "+received >= ?", Micros.of(time)));
        filter.to().ifPresent(time -> add(all, "+received < ?", Micros.of(time)));
        if (!filter.states().isEmpty()) {
            all.append(" AND +").append(StateSql.in(filter.states()));
            if (only(UNHAPPY)) {
                all.append(FAILED);
            }
        }
        filter.text().ifPresent(text -> addText(all, text));
        return all.toString();
    }

    private void add(StringBuilder all, String condition, String value) {
        all.append(" AND ").append(condition);
        values.add(statement -> statement.with(value));
    }

    private void add(StringBuilder all, String condition, long value) {
        all.append(" AND ").append(condition);
        values.add(statement -> statement.with(value));
    }

    private void addText(StringBuilder all, String text) {
        String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        all.append(SEARCHED.stream()
                .map(column -> "+" + column + " LIKE ? ESCAPE '\\'")
                .collect(Collectors.joining(" OR ", " AND (", ")")));
        SEARCHED.forEach(column -> values.add(statement -> statement.with(pattern)));
    }
}
