package dev.jenvoy.cli.config;

import com.google.gson.JsonElement;
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
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Shows the current configuration. */
@Command(
        name = "config",
        description = {
            "Shows the running server's current configuration without its secrets, and the problems of its file.",
            "Exit code 0 without errors, 1 when the file has errors and its last good state is used."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCheckCommand.class, ConfigGetCommand.class})
public final class ConfigCommand extends AdminCommand {

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject config = server.get("/api/config");
        List<JsonObject> problems = JsonView.objects(config, "problems");
        boolean broken = problems.stream()
                .anyMatch(problem -> JsonView.text(problem, "level").equals("error"));
        if (screen.json()) {
            screen.object(config);
            return broken ? ExitCode.FAILED : ExitCode.OK;
        }
        screen.line(JsonView.text(config, "file") + ", in use since " + JsonView.time(config, "loaded_at"));
        screen.line("");
        List<String> restart = JsonView.texts(config, "restart_needed");
        Map<String, String> given = JsonView.objects(config, "command_line").stream()
                .collect(Collectors.toMap(one -> JsonView.text(one, "key"), one -> JsonView.text(one, "option")));
        Table table = new Table(screen.terminal(), "KEY", "VALUE");
        for (Map.Entry<String, JsonElement> value :
                JsonView.object(config, "values").entrySet()) {
            String text = value.getValue().isJsonPrimitive()
                    ? value.getValue().getAsString()
                    : value.getValue().toString();
            boolean waits = restart.contains(value.getKey());
            String option = given.getOrDefault(value.getKey(), "");
            table.add(
                    Table.Cell.of(value.getKey()),
                    new Table.Cell(
                            text
                                    + (waits ? " (the file differs: restart)" : "")
                                    + (option.isEmpty() ? "" : " (from " + option + " of the command line)"),
                            waits ? Terminal.Colour.YELLOW : Terminal.Colour.PLAIN));
        }
        screen.table(table);
        for (JsonObject problem : problems) {
            boolean error = JsonView.text(problem, "level").equals("error");
            String line = JsonView.text(problem, "line");
            screen.line(
                    error ? Terminal.Colour.RED : Terminal.Colour.YELLOW,
                    (error ? "Error" : "Warning")
                            + (line.isEmpty()
                                    ? ""
                                    : " at line " + line + ", column " + JsonView.text(problem, "column"))
                            + ": " + JsonView.text(problem, "key") + ": " + JsonView.text(problem, "message"));
        }
        return broken ? ExitCode.FAILED : ExitCode.OK;
    }
}
