package dev.jenvoy.cli.servers;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.Terminal.Colour;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Lists the servers that share one journal. */
@Command(
        name = "servers",
        description = {
            "Lists the servers that share the journal of the running server: their roles and state, how long ago each gave a sign of "
                    + "life, what they run, and whether their hooks and configurations are equal.",
            "Needs \"journal\" in the configuration."
        },
        mixinStandardHelpOptions = true)
public final class ServersCommand extends AdminCommand {

    /** A beat comes every two seconds. */
    private static final long QUIET_MILLIS = 6_000;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject all = server.get("/api/servers");
        if (screen.json()) {
            screen.object(all);
            return ExitCode.OK;
        }
        Table table = new Table(
                screen.terminal(),
                "SERVER",
                "NAME",
                "MACHINE",
                "ROLES",
                "STATE",
                "BEAT",
                "BUSY",
                "WAITING",
                "VERSION",
                "DIFFERS");
        table.whole("SERVER", "ROLES", "STATE", "BEAT", "BUSY", "WAITING").spare("MACHINE", "VERSION");
        JsonView.objects(all, "servers").forEach(one -> add(table, one));
        screen.table(table);
        for (String problem : JsonView.texts(all, "problems")) {
            screen.line(Colour.YELLOW, "Problem: " + problem);
        }
        JsonObject snapshot = JsonView.object(all, "oldest_snapshot");
        if (!snapshot.isEmpty()) {
            screen.line(Colour.YELLOW, "Oldest snapshot: " + words(snapshot));
        }
        return ExitCode.OK;
    }

    private static void add(Table table, JsonObject one) {
        long beat = JsonView.number(one, "beat_ms");
        String differs = differs(one);
        table.add(
                Table.Cell.of(JsonView.text(one, "number") + (JsonView.flag(one, "this") ? " *" : "")),
                Table.Cell.of(JsonView.text(one, "name")),
                Table.Cell.of(JsonView.text(one, "machine")),
                Table.Cell.of(String.join("+", JsonView.texts(one, "roles"))
                        + (JsonView.flag(one, "leader") ? ", leads" : "")),
                state(JsonView.text(one, "state")),
                beat < QUIET_MILLIS
                        ? Table.Cell.of(beat / 1_000 + " s")
                        : new Table.Cell(beat / 1_000 + " s", Colour.YELLOW),
                Table.Cell.of(JsonView.number(one, "busy") + "/" + JsonView.number(one, "places")),
                Table.Cell.of(JsonView.text(one, "waiting")),
                Table.Cell.of(JsonView.text(one, "version")),
                new Table.Cell(differs, Colour.YELLOW));
    }

    private static Table.Cell state(String state) {
        return new Table.Cell(state, state.equals("live") ? Colour.GREEN : Colour.YELLOW);
    }

    private static String words(JsonObject snapshot) {
        String who = Stream.of("application", "user", "process")
                .filter(snapshot::has)
                .map(key -> key + " " + JsonView.text(snapshot, key))
                .collect(Collectors.joining(", "));
        return JsonView.number(snapshot, "age_ms") / 1_000 + " s" + (who.isEmpty() ? "" : ", " + who);
    }

    private static String differs(JsonObject one) {
        boolean hooks = !JsonView.flag(one, "same_hooks");
        boolean config = !JsonView.flag(one, "same_config");
        return hooks && config ? "hooks, config" : hooks ? "hooks" : config ? "config" : "";
    }
}
