package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.TerminalText;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes deliveries or runs as JSON lines or as CSV (RFC 4180), whose first line names the columns. */
final class ExportLines {

    private static final List<String> OF_DELIVERY = List.of(
            "entry",
            "id",
            "source",
            "event",
            "action",
            "owner",
            "repository",
            "branch",
            "tag",
            "sha",
            "sender",
            "title",
            "state",
            "attempt",
            "received",
            "began",
            "ended",
            "duration_ms");
    private static final List<String> ABOUT_RUN =
            List.of("entry", "id", "source", "event", "owner", "repository", "branch", "tag", "received");
    private static final List<String> OF_RUN =
            List.of("hook", "kind", "attempt", "began", "took_ms", "ending", "returncode", "failed", "error");

    /** How a spreadsheet would begin a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private final PrintWriter out;
    private final boolean csv;
    private final boolean runs;

    ExportLines(PrintWriter out, boolean csv, boolean runs) {
        this.out = out;
        this.csv = csv;
        this.runs = runs;
    }

    /** Writes what comes before the first line. */
    void begin() {
        if (csv) {
            end(String.join(",", columns()));
        }
    }

    private List<String> columns() {
        return runs ? Stream.concat(ABOUT_RUN.stream(), OF_RUN.stream()).toList() : OF_DELIVERY;
    }

    /** Writes a delivery of a list. */
    void delivery(JsonObject delivery) {
        line(delivery);
    }

    /** Writes each attempt of a whole delivery. */
    void runs(JsonObject delivery) {
        for (JsonObject action : JsonView.objects(delivery, "actions")) {
            for (JsonObject attempt : JsonView.objects(action, "attempts")) {
                JsonObject run = new JsonObject();
                ABOUT_RUN.forEach(key -> copy(delivery, key, run, key));
                copy(action, "name", run, "hook");
                copy(action, "kind", run, "kind");
                JsonObject outcome = JsonView.object(attempt, "outcome");
                for (String key : OF_RUN.subList(2, OF_RUN.size())) {
                    copy(attempt, key, run, key);
                    copy(outcome, key, run, key);
                }
                line(run);
            }
        }
    }

    private static void copy(JsonObject from, String key, JsonObject to, String as) {
        JsonElement value = from.get(key);
        if (value != null && !value.isJsonNull()) {
            to.add(as, value);
        }
    }

    private void line(JsonObject object) {
        end(
                csv
                        ? columns().stream()
                                .map(column -> quoted(TerminalText.lines(JsonView.text(object, column))))
                                .collect(Collectors.joining(","))
                        : TerminalText.json(object.toString()));
    }

    private void end(String line) {
        out.print(line);
        out.print(csv ? "\r\n" : "\n");
    }

    /** What a spreadsheet would take for a formula begins with an apostrophe. */
    private static String quoted(String value) {
        boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        String text = formula ? "'" + value : value;
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
