package dev.jenvoy.storage.postgres.older;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what clients sent from the log of a PostgreSQL that logs each statement. */
final class StatementLog {

    /** The settings of such a server. */
    static final String[] SETTINGS = {"fsync=off", "log_statement=all", "log_line_prefix=<%p:%a> ", "lc_messages=C"};

    private static final Pattern LINE = Pattern.compile("<(\\d+):([^>]*)> ([A-Z]+):  (.*)", Pattern.DOTALL);
    private static final Pattern SENT = Pattern.compile("(?:statement|execute [^:]+): (.*)", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\$\\d+ = (?:NULL|'((?:[^']|'')*)')");

    private final Map<String, Integer> sessions = new HashMap<>();
    private final List<RecordedStatement> statements = new ArrayList<>();
    private int last = -1;

    private StatementLog() {}

    /** Returns what the servers of Jenvoy sent, in order. Fails if one of their statements failed. */
    static List<RecordedStatement> read(String log) {
        StatementLog read = new StatementLog();
        // A line that goes on begins with a tab.
        for (String line : log.split("\n(?!\t)")) {
            read.line(line.replace("\n\t", "\n"));
        }
        return List.copyOf(read.statements);
    }

    private void line(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || !matcher.group(2).startsWith("jenvoy")) {
            return;
        }
        switch (matcher.group(3)) {
            case "LOG" -> sent(matcher.group(1), matcher.group(4));
            case "DETAIL" -> values(matcher.group(4));
            case "ERROR" -> throw new IllegalStateException("a statement failed: " + line);
            default -> {}
        }
    }

    private void sent(String process, String text) {
        Matcher sent = SENT.matcher(text);
        last = -1;
        if (sent.matches()) {
            int session = sessions.computeIfAbsent(process, absent -> sessions.size());
            last = statements.size();
            statements.add(new RecordedStatement(session, sent.group(1), List.of()));
        }
    }

    private void values(String text) {
        if (last < 0 || !text.toLowerCase(java.util.Locale.ROOT).startsWith("parameters: ")) {
            return;
        }
        List<@Nullable String> values = new ArrayList<>();
        for (Matcher value = VALUE.matcher(text); value.find(); ) {
            String written = value.group(1);
            values.add(written == null ? null : written.replace("''", "'"));
        }
        RecordedStatement statement = statements.get(last);
        statements.set(last, new RecordedStatement(statement.session(), statement.sql(), values));
    }
}
