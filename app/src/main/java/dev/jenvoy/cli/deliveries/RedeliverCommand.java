package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a delivery again. */
@Command(
        name = "redeliver",
        description = "Runs a delivery again, with the hooks that match it now.",
        mixinStandardHelpOptions = true)
public final class RedeliverCommand extends AdminCommand {

    @Parameters(
            paramLabel = "ENTRY|ID",
            description = DeliveryReference.DESCRIPTION,
            converter = DeliveryReference.Converter.class)
    private @Nullable DeliveryReference delivery;

    @Option(
            names = {"-f", "--follow"},
            description = "Print the output of its hooks, and return their result as the exit code.")
    private boolean follow;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        long entry = Objects.requireNonNull(delivery).entry(server);
        AdminClient.Reply reply = server.send("POST", "/api/deliveries/" + entry + "/redeliver", new JsonObject());
        if (reply.status() >= 300) {
            throw new AdminFailure("delivery " + entry + ": " + reply.error());
        }
        JsonObject begun = reply.json();
        long number = JsonView.number(begun, "entry");
        if (!follow) {
            if (screen.json()) {
                screen.object(begun);
            } else {
                screen.line("Delivery " + entry + " runs again as " + number + ".");
            }
            return ExitCode.OK;
        }
        return new DeliveryTail(server, screen, number).follow().equals("succeeded") ? ExitCode.OK : ExitCode.FAILED;
    }
}
