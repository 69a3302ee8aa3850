package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the logs of a delivery's hooks. */
@Command(
        name = "logs",
        description = {
            "Prints what the hooks of a delivery printed, both streams in their order; with --follow until the delivery ends.",
            "Exit code 1 when the delivery did not succeed, 0 when it did or still runs, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class LogsCommand extends AdminCommand {

    private static final Set<String> FINE =
            Set.of("succeeded", "pong", "skipped", "unmatched", "superseded", "queued", "running");

    @Parameters(
            paramLabel = "ENTRY|ID",
            arity = "0..1",
            description = {DeliveryReference.DESCRIPTION, "Default: the newest."},
            converter = DeliveryReference.Converter.class)
    private @Nullable DeliveryReference delivery;

    @Option(
            names = {"-f", "--follow"},
            description = "Print the output of running hooks as it appears, until the delivery ends.")
    private boolean follow;

    @Option(names = "--hook", paramLabel = "NAME", description = "Print the output of this hook alone.")
    private @Nullable String hook;

    @Option(names = "--stream", paramLabel = "NAME", description = "Print this stream alone: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stream stream;

    @Option(
            names = {"-t", "--timestamps"},
            description = "Begin each line with the seconds since its hook started.")
    private boolean timestamps;

    /** The streams, by their names in the API. */
    enum Stream {
        STDOUT,
        STDERR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        long entry = delivery == null ? DeliveryReference.newest(server, Map.of()) : delivery.entry(server);
        String path = "/api/deliveries/" + entry;
        JsonObject shown = server.get(path);
        if (hook != null
                && JsonView.objects(shown, "actions").stream()
                        .noneMatch(action -> JsonView.text(action, "name").equals(hook))) {
            throw new AdminFailure("delivery " + entry + " has no hook " + hook);
        }
        DeliveryLogs logs = new DeliveryLogs(
                server, path, new LogPrinter(screen, stream == null ? "" : stream.toString(), timestamps), hook);
        boolean runs = Set.of("queued", "running").contains(JsonView.text(shown, "state"));
        String state = follow && runs ? logs.follow() : logs.print(shown);
        if (state.isEmpty()) {
            throw new AdminFailure("the server has stopped");
        }
        return FINE.contains(state) ? ExitCode.OK : ExitCode.FAILED;
    }
}
