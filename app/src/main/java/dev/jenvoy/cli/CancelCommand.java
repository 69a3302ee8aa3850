package dev.jenvoy.cli;

import com.google.gson.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Cancels a delivery. */
@Command(
        name = "cancel",
        description = "Cancels a delivery that waits or runs: its hook is ended, the others do not begin.",
        mixinStandardHelpOptions = true)
final class CancelCommand extends AdminCommand {

    @Parameters(
            paramLabel = "ENTRY|ID",
            description = DeliveryReference.DESCRIPTION,
            converter = DeliveryReference.Converter.class)
    private @Nullable DeliveryReference delivery;

    @Override
    int run(AdminClient server, Screen screen) throws AdminFailure {
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
