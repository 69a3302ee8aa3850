package dev.jenvoy.cli.forges;

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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has missed deliveries sent again. */
@Command(
        name = "catch-up",
        description = {
            "Asks GitHub and GitLab for deliveries that failed or never came in the last three days, and has them sent"
                    + " again: each once, oldest first.",
            "Needs \"forges\" in the configuration, with credentials for webhooks."
        },
        mixinStandardHelpOptions = true)
public final class CatchUpCommand extends AdminCommand {

    @Option(names = "--dry-run", description = "Only shows which deliveries were missed.")
    private boolean dryRun;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        String path = "/api/catch-up" + (dryRun ? "?dry_run=true" : "");
        AdminClient.Reply reply = server.send("POST", path, new JsonObject());
        if (reply.status() >= 300) {
            throw new AdminFailure(reply.error());
        }
        JsonObject found = reply.json();
        List<String> problems = JsonView.texts(found, "problems");
        if (screen.json()) {
            screen.object(found);
            return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
        List<JsonObject> missed = JsonView.objects(found, "missed");
        Table table = new Table(screen.terminal(), "SENT", "EVENT", "REPOSITORY", "DELIVERY");
        for (JsonObject one : missed) {
            table.add(
                    Table.Cell.of(JsonView.time(one, "sent")),
                    Table.Cell.of(JsonView.text(one, "event")),
                    Table.Cell.of(JsonView.text(one, "repository")),
                    Table.Cell.of(JsonView.text(one, "id")));
        }
        if (!table.isEmpty()) {
            screen.table(table);
        }
        screen.line(said(missed.size()));
        problems.forEach(problem -> screen.line(Terminal.Colour.RED, "Not asked: " + problem));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private String said(int missed) {
        if (missed == 0) {
            return "No delivery was missed.";
        }
        String deliveries = missed == 1 ? "1 delivery was missed" : missed + " deliveries were missed";
        return deliveries + (dryRun ? "." : ", and will be sent again.");
    }
}
