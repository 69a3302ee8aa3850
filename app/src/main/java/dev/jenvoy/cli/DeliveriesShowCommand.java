package dev.jenvoy.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one delivery. */
@Command(
        name = "show",
        description = "Shows one delivery: its facts, its hooks with every attempt, and what they printed.",
        mixinStandardHelpOptions = true)
final class DeliveriesShowCommand extends AdminCommand {

    @Parameters(paramLabel = "ENTRY", description = "The delivery's number in the list.")
    private long entry;

    @Override
    int run(AdminClient server, Screen screen) throws AdminFailure {
        JsonObject delivery = server.get("/api/deliveries/" + entry);
        if (screen.json()) {
            screen.object(delivery);
        } else {
            new DeliveryReport(screen).print(delivery);
        }
        return Main.FINE;
    }
}
