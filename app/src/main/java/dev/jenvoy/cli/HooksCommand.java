package dev.jenvoy.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;

/** Lists the hooks. */
@Command(
        name = "hooks",
        description = {
            "Lists the hooks of the running server: what each answers to, and how its last runs went.",
            "\"jenvoy check\" looks at the folder without a server."
        },
        mixinStandardHelpOptions = true)
final class HooksCommand extends AdminCommand {

    @Override
    int run(AdminClient server, Screen screen) throws AdminFailure {
        JsonObject all = server.get("/api/hooks");
        if (screen.json()) {
            screen.object(all);
            return ExitCode.OK;
        }
        Table table = new Table(
                screen.terminal(), "NAME", "LAST", "WHEN", "TOOK", "RUNS", "FAILED", "MEDIAN", "95 %", "ANSWERS TO");
        for (JsonObject hook : Shown.objects(all, "hooks")) {
            JsonObject last = Shown.object(hook, "last");
            String outcome = Shown.text(last, "outcome");
            boolean runs = Shown.flag(hook, "runs");
            long failures = Shown.number(hook, "failures");
            table.add(
                    Table.Cell.of(Shown.text(hook, "name")),
                    new Table.Cell(outcome, Shown.colour(outcome)),
                    Table.Cell.of(Shown.time(last, "at")),
                    Table.Cell.of(Shown.took(last, "took_ms")),
                    Table.Cell.of(Shown.text(hook, "runs_counted")),
                    new Table.Cell(
                            String.valueOf(failures), failures > 0 ? Terminal.Colour.RED : Terminal.Colour.PLAIN),
                    Table.Cell.of(Shown.took(hook, "median_ms")),
                    Table.Cell.of(Shown.took(hook, "p95_ms")),
                    runs
                            ? Table.Cell.of(String.join("; ", Shown.texts(hook, "answers_to")))
                            : new Table.Cell("never runs: " + Shown.text(hook, "why_not"), Terminal.Colour.DIM));
        }
        if (table.isEmpty()) {
            screen.line("No hook in " + Shown.text(all, "hooks_path") + ".");
        } else {
            screen.table(table);
        }
        for (String warning : Shown.texts(all, "warnings")) {
            screen.line(Terminal.Colour.YELLOW, "Warning: " + warning);
        }
        for (JsonObject hook : Shown.objects(all, "hooks")) {
            for (String warning : Shown.texts(hook, "warnings")) {
                screen.line(Terminal.Colour.YELLOW, "Warning: " + Shown.text(hook, "name") + ": " + warning);
            }
        }
        return ExitCode.OK;
    }
}
