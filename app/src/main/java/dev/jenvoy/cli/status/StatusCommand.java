package dev.jenvoy.cli.status;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.TerminalText;
import java.time.InstantSource;
import picocli.CommandLine.Command;

/** Shows the state of the running server on one screen. */
@Command(
        name = "status",
        description = {
            "Shows on one screen whether the server is well: what is wrong, the queue, running hooks, the last failures, the disk, "
                    + "and the problems of the configuration."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  the server accepts deliveries and has no problem",
            "  1  it has a problem, or rejects the command",
            "  2  wrong usage",
            "  3  no server answers"
        },
        mixinStandardHelpOptions = true)
public final class StatusCommand extends AdminCommand {

    private static final int RUNNING = 5;
    private static final int FAILED = 3;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject all;
        try {
            all = read(server);
        } catch (AdminFailure e) {
            if (!e.isUnreachable()) {
                throw e;
            }
            spec().commandLine().getErr().println("jenvoy: " + TerminalText.line(String.valueOf(e.getMessage())));
            return ExitCode.NO_SERVER;
        }
        if (screen.json()) {
            screen.object(all);
        } else {
            new StatusScreen(screen, InstantSource.system()).print(all);
        }
        JsonObject status = JsonView.object(all, "status");
        boolean fine = JsonView.flag(status, "ready")
                && JsonView.texts(status, "problems").isEmpty();
        return fine ? ExitCode.OK : ExitCode.FAILED;
    }

    private static JsonObject read(AdminClient server) throws AdminFailure {
        JsonObject all = new JsonObject();
        all.add("status", server.get("/api/status"));
        JsonArray running = new JsonArray();
        for (JsonObject one :
                JsonView.objects(server.get("/api/deliveries?state=running&limit=" + RUNNING), "deliveries")) {
            running.add(server.get("/api/deliveries/" + JsonView.number(one, "entry")));
        }
        all.add("running", running);
        all.add(
                "failed",
                server.get("/api/deliveries?state=failed&limit=" + FAILED).getAsJsonArray("deliveries"));
        JsonObject config = server.get("/api/config");
        config.remove("values");
        all.add("config", config);
        return all;
    }
}
