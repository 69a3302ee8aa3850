package dev.jenvoy.cli.chat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.TerminalText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists routes. */
@Command(
        name = "routes",
        description = "Lists the routes. Exit code 1 when one of the repositories has no route.",
        mixinStandardHelpOptions = true)
final class ChatRoutesCommand extends AdminCommand {

    @Parameters(arity = "0..*", paramLabel = "REPO", description = "Only these repositories.")
    private List<String> repos = List.of();

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject all = server.get(ChatReply.BASE + "/routes");
        List<JsonObject> routes = JsonView.objects(all, "routes").stream()
                .filter(route -> repos.isEmpty() || repos.stream().anyMatch(repo -> isOf(route, repo)))
                .sorted(Comparator.comparing((JsonObject route) ->
                                JsonView.text(route, "repo").toLowerCase(Locale.ROOT))
                        .thenComparing(route -> JsonView.text(route, "room")))
                .toList();
        List<String> unknown = repos.stream()
                .filter(repo -> routes.stream().noneMatch(route -> isOf(route, repo)))
                .toList();
        if (screen.json()) {
            JsonArray array = new JsonArray();
            routes.forEach(array::add);
            JsonObject some = new JsonObject();
            some.add("routes", array);
            screen.object(some);
        } else if (routes.isEmpty() && unknown.isEmpty()) {
            screen.line("No routes.");
        } else if (!routes.isEmpty()) {
            print(screen, routes);
        }
        for (String repo : unknown) {
            spec().commandLine().getErr().println("jenvoy: no route for " + TerminalText.line(repo));
        }
        return unknown.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static boolean isOf(JsonObject route, String repo) {
        return JsonView.text(route, "repo").equalsIgnoreCase(repo);
    }

    private static void print(CommandOutput screen, List<JsonObject> routes) {
        Table table = new Table(screen.terminal(), "REPOSITORY", "ROOM", "EVENTS", "FOR", "BY");
        table.whole("REPOSITORY", "ROOM").spare("BY");
        for (JsonObject route : routes) {
            table.add(
                    Table.Cell.of(JsonView.text(route, "repo")),
                    Table.Cell.of(JsonView.text(route, "room")),
                    Table.Cell.of(String.join(" ", JsonView.texts(route, "events"))),
                    Table.Cell.of(JsonView.text(route, "set")),
                    Table.Cell.of(JsonView.flag(route, "fixed") ? "(fixed)" : JsonView.text(route, "by")));
        }
        screen.table(table);
    }
}
