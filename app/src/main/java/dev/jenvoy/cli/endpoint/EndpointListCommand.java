package dev.jenvoy.cli.endpoint;

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists endpoints. */
@Command(name = "list", description = "Lists the endpoints, without their secrets.", mixinStandardHelpOptions = true)
final class EndpointListCommand extends AdminCommand {

    @Option(names = "--provider", paramLabel = "NAME", description = "Only endpoints of this sender.")
    private @Nullable String provider;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        Map<String, List<String>> parameters = provider == null ? Map.of() : Map.of("provider", List.of(provider));
        JsonObject all = server.get(AdminClient.query(EndpointName.BASE + "/list", parameters));
        if (screen.json()) {
            screen.object(all);
            return ExitCode.OK;
        }
        Table table =
                new Table(screen.terminal(), "PROVIDER", "REPO_ID", "REPOSITORY", "CHANGED", "ADDRESS", "PROBLEM");
        for (JsonObject endpoint : JsonView.objects(all, "data")) {
            table.add(
                    Table.Cell.of(JsonView.text(endpoint, "provider")),
                    Table.Cell.of(JsonView.text(endpoint, "repo_id")),
                    Table.Cell.of(JsonView.text(endpoint, "repo_path")),
                    Table.Cell.of(JsonView.time(endpoint, "changed_at")),
                    Table.Cell.of(JsonView.text(endpoint, "uri")),
                    new Table.Cell(JsonView.text(endpoint, "why_not"), Terminal.Colour.RED));
        }
        if (table.isEmpty()) {
            screen.line("No endpoints.");
        } else {
            screen.table(table);
        }
        return ExitCode.OK;
    }
}
