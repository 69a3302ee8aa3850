package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.ProcessResult;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.delivery.output.KeptLog;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Row;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores how an attempt ended as part of its row. */
public final class OutcomeRow {

    public static final String COLUMNS = "ending, returncode, stdout, stderr, truncated, error, result, log";

    private OutcomeRow() {}

    /** Binds {@link #COLUMNS}. Without a process, the columns of its outputs stay empty. */
    public static BoundStatement bind(BoundStatement statement, Outcome outcome) throws SQLException {
        @Nullable ProcessResult process = outcome.process().orElse(null);
        return statement
                .with(outcome.ending().name())
                .with(process == null ? null : process.returncode())
                .with(process == null ? null : process.stdout())
                .with(process == null ? null : process.stderr())
                .with(process == null ? null : (Integer) (process.truncated() ? 1 : 0))
                .with(outcome.error())
                .with(outcome.result().orElse(null))
                .with(outcome.log().column());
    }

    /** Reads {@link #COLUMNS}, which are the last of their row; empty while the attempt runs. */
    public static Optional<Outcome> read(Row row) throws SQLException {
        String ending = row.textOrNull();
        if (ending == null) {
            return Optional.empty();
        }
        Outcome outcome = new Outcome(
                Ending.valueOf(ending),
                process(row.countOrNull(), row.textOrNull(), row.textOrNull(), row.countOrNull()),
                row.textOrNull(),
                Optional.ofNullable(row.textOrNull()),
                RetryAdvice.ANY_TIME);
        byte[] log = row.bytes();
        return Optional.of(log == null ? outcome : outcome.with(KeptLog.of(log)));
    }

    private static Optional<ProcessResult> process(
            @Nullable Integer returncode,
            @Nullable String stdout,
            @Nullable String stderr,
            @Nullable Integer truncated) {
        return stdout == null || stderr == null
                ? Optional.empty()
                : Optional.of(new ProcessResult(
                        returncode, stdout, stderr, truncated != null && truncated != 0, KeptLog.NONE));
    }
}
