package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Cancels a delivery. */
@Command(
        name = "cancel",
        description = "Cancels a waiting or running delivery: ends its running hook and starts no further hooks.",
        mixinStandardHelpOptions = true)
public final class CancelCommand extends AdminCommand {

    @Parameters(
            paramLabel = "ENTRY|ID",
            description = DeliveryReference.DESCRIPTION,
            converter = DeliveryReference.Converter.class)
    private @Nullable DeliveryReference delivery;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        long entry = Objects.requireNonNull(delivery).entry(server);
        AdminClient.Reply reply = server.send("POST", "/api/deliveries/" + entry + "/cancel", new JsonObject());
        if (reply.status() >= 300) {
            throw new AdminFailure("delivery " + entry + ": " + reply.error());
        }
        if (screen.json()) {
            screen.object(reply.json());
        } else {
            screen.line("Delivery " + entry + " is being cancelled.");
        }
        return ExitCode.OK;
    }
}
