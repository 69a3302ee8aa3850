package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels a delivery, or deliveries that are run again. */
@Command(
        name = "cancel",
        description = "Cancels a waiting or running delivery: ends its running hook and starts no further hooks.",
        mixinStandardHelpOptions = true)
public final class CancelCommand extends AdminCommand {

    @Parameters(
            paramLabel = "ENTRY|ID",
            arity = "0..1",
            description = DeliveryReference.DESCRIPTION,
            converter = DeliveryReference.Converter.class)
    private @Nullable DeliveryReference delivery;

    @Option(
            names = "--bulk",
            paramLabel = "N",
            description =
                    "Stop running many deliveries again: those of this number that wait are cancelled, those that run"
                            + " go on.")
    private @Nullable Long bulk;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        DeliveryReference wanted = delivery;
        if ((wanted == null) == (bulk == null)) {
            throw wrong("expected ENTRY or --bulk N");
        }
        if (wanted == null) {
            return print(
                    screen,
                    "bulk " + bulk,
                    server.send("POST", "/api/redeliveries/" + bulk + "/cancel", new JsonObject()),
                    "Bulk " + bulk + " is cancelled.");
        }
        long entry = wanted.entry(server);
        return print(
                screen,
                "delivery " + entry,
                server.send("POST", "/api/deliveries/" + entry + "/cancel", new JsonObject()),
                "Delivery " + entry + " is being cancelled.");
    }

    private static int print(CommandOutput screen, String what, AdminClient.Reply reply, String done)
            throws AdminFailure {
        if (reply.status() >= 300) {
            throw new AdminFailure(what + ": " + reply.error());
        }
        if (screen.json()) {
            screen.object(reply.json());
        } else {
            screen.line(done);
        }
        return ExitCode.OK;
    }
}
