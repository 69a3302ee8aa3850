package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one delivery. */
@Command(
        name = "show",
        description = "Shows one delivery: its facts, its hooks with every attempt, and their output.",
        mixinStandardHelpOptions = true)
final class DeliveriesShowCommand extends AdminCommand {

    @Parameters(
            paramLabel = "ENTRY|ID",
            arity = "0..1",
            description = {DeliveryReference.DESCRIPTION, "Default: the newest."},
            converter = DeliveryReference.Converter.class)
    private @Nullable DeliveryReference delivery;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        long entry = delivery == null ? DeliveryReference.newest(server, Map.of()) : delivery.entry(server);
        JsonObject shown = server.get("/api/deliveries/" + entry);
        if (screen.json()) {
            screen.object(shown);
        } else {
            new DeliveryReport(screen).print(shown);
        }
        return ExitCode.OK;
    }
}
