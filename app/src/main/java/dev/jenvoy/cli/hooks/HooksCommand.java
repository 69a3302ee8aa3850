package dev.jenvoy.cli.hooks;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.Terminal;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the hooks. */
@Command(
        name = "hooks",
        description = {
            "Lists the hooks of the running server: the deliveries that each matches, and its last runs.",
            "\"jenvoy check\" checks the folder without a server."
        },
        mixinStandardHelpOptions = true,
        subcommands = {HooksNewCommand.class, HooksRunCommand.class})
public final class HooksCommand extends AdminCommand {

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject all = server.get("/api/hooks");
        if (screen.json()) {
            screen.object(all);
            return ExitCode.OK;
        }
        Table table = new Table(
                screen.terminal(), "NAME", "LAST", "WHEN", "TOOK", "RUNS", "FAILED", "MEDIAN", "95 %", "MATCHES");
        for (JsonObject hook : JsonView.objects(all, "hooks")) {
            JsonObject last = JsonView.object(hook, "last");
            String outcome = JsonView.text(last, "outcome");
            boolean runs = JsonView.flag(hook, "runs");
            long failures = JsonView.number(hook, "failures");
            table.add(
                    Table.Cell.of(JsonView.text(hook, "name")),
                    new Table.Cell(outcome, JsonView.colour(outcome)),
                    Table.Cell.of(JsonView.time(last, "at")),
                    Table.Cell.of(JsonView.took(last, "took_ms")),
                    Table.Cell.of(JsonView.text(hook, "runs_counted")),
                    new Table.Cell(
                            String.valueOf(failures), failures > 0 ? Terminal.Colour.RED : Terminal.Colour.PLAIN),
                    Table.Cell.of(JsonView.took(hook, "median_ms")),
                    Table.Cell.of(JsonView.took(hook, "p95_ms")),
                    runs
                            ? Table.Cell.of(String.join("; ", JsonView.texts(hook, "answers_to")))
                            : new Table.Cell("never runs: " + JsonView.text(hook, "why_not"), Terminal.Colour.DIM));
        }
        if (table.isEmpty()) {
            screen.line("No hooks in " + JsonView.text(all, "hooks_path") + ".");
        } else {
            screen.table(table);
        }
        for (JsonObject hook : JsonView.objects(all, "hooks")) {
            List<JsonObject> head = JsonView.objects(hook, "head");
            if (!head.isEmpty()) {
                screen.line("Head of " + JsonView.text(hook, "name") + ": "
                        + head.stream().map(HooksCommand::setting).collect(Collectors.joining("; ")));
            }
        }
        for (String warning : JsonView.texts(all, "warnings")) {
            screen.line(Terminal.Colour.YELLOW, "Warning: " + warning);
        }
        for (JsonObject hook : JsonView.objects(all, "hooks")) {
            for (String warning : JsonView.texts(hook, "warnings")) {
                screen.line(Terminal.Colour.YELLOW, "Warning: " + JsonView.text(hook, "name") + ": " + warning);
            }
        }
        return ExitCode.OK;
    }

    /** Returns a line of a head; the server leaves out the expression of a variable. */
    private static String setting(JsonObject line) {
        String value = JsonView.text(line, "value");
        return JsonView.text(line, "key") + (value.isEmpty() ? "" : " = " + value);
    }
}
