package dev.jenvoy.cli.audit;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.admin.AdminList;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.cli.deliveries.Since;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the audit log. */
@Command(
        name = "audit",
        description = {
            "Shows who changed something, newest first: redeliveries, cancellations, endpoints, chat, retries, sign-ins,"
                    + " changes of the configuration.",
            "Who ran something again since yesterday: jenvoy audit --act redeliver --since 1d"
        },
        mixinStandardHelpOptions = true)
public final class AuditCommand extends AdminCommand {

    @Option(
            names = "--act",
            paramLabel = "ACT",
            split = ",",
            description = "Only this: redeliver, cancel, sign_in, configuration, … May be repeated.")
    private List<String> acts = new ArrayList<>();

    @Option(names = "--who", paramLabel = "NAME", description = "By this token, user or address.")
    private @Nullable String who;

    @Option(
            names = "--result",
            paramLabel = "RESULT",
            split = ",",
            description = "With one of these results: ${COMPLETION-CANDIDATES}. May be repeated.")
    private List<Result> results = new ArrayList<>();

    @Option(names = "--entry", paramLabel = "ENTRY", description = "About this delivery, by its number in the list.")
    private @Nullable Long entry;

    @Option(names = "--text", paramLabel = "TEXT", description = "With this text.")
    private @Nullable String text;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Since then: 30m, 24h or 2d ago, 2026-03-01, 2026-03-01T12:00.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Before then, in the same forms.")
    private @Nullable Instant until;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of records. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    /** The results of the API. */
    enum Result {
        DONE,
        FAILED,
        REFUSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        if (limit < 1) {
            throw wrong("--limit: expected 1 or more");
        }
        AdminList.Found found = new AdminList("/api/audit", "records").newest(server, parameters(), limit);
        print(screen, found.objects(), found.next());
        return ExitCode.OK;
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        if (!acts.isEmpty()) {
            all.put("act", acts);
        }
        if (!results.isEmpty()) {
            all.put("result", results.stream().map(Result::toString).toList());
        }
        AdminClient.put(all, "who", who);
        AdminClient.put(all, "entry", entry);
        AdminClient.put(all, "text", text);
        AdminClient.put(all, "from", since);
        AdminClient.put(all, "to", until);
        return all;
    }

    private static void print(CommandOutput screen, JsonArray found, String next) {
        JsonObject all = new JsonObject();
        all.add("records", found);
        if (screen.json()) {
            all.add("next", next.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(next));
            screen.object(all);
            return;
        }
        if (found.isEmpty()) {
            screen.line("No records.");
            return;
        }
        Table table = new Table(screen.terminal(), "AT", "WHO", "ACT", "RESULT", "ENTRY", "ABOUT", "FROM");
        table.whole("AT", "ACT", "RESULT", "ENTRY").spare("FROM");
        for (JsonObject one : JsonView.objects(all, "records")) {
            String result = JsonView.text(one, "result");
            String about = JsonView.text(one, "about");
            String detail = JsonView.text(one, "detail");
            table.add(
                    Table.Cell.of(JsonView.time(one, "at")),
                    Table.Cell.of(who(one)),
                    Table.Cell.of(JsonView.text(one, "act")),
                    new Table.Cell(result, result.equals("done") ? Terminal.Colour.PLAIN : Terminal.Colour.RED),
                    Table.Cell.of(JsonView.text(one, "entry")),
                    Table.Cell.of(about.isEmpty() || detail.isEmpty() ? about + detail : about + "; " + detail),
                    Table.Cell.of(JsonView.text(one, "address")));
        }
        screen.table(table);
        if (!next.isEmpty()) {
            screen.line(Terminal.Colour.DIM, "There are more records; show them with --limit.");
        }
    }

    private static String who(JsonObject one) {
        String name = JsonView.text(one, "who");
        if (!name.isEmpty()) {
            return name;
        }
        return switch (JsonView.text(one, "way")) {
            case "server" -> "(the server)";
            case "refused" -> "(unknown)";
            default -> "(no token)";
        };
    }
}
