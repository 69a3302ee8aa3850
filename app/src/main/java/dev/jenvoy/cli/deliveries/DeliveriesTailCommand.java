package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminEvents;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the output of hooks while they run. */
@Command(
        name = "tail",
        description = {
            "Prints the output of hooks while they run: of one delivery until its end, or with --follow of all deliveries.",
            "Exit code 0 when the delivery succeeded, 1 when it did not, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
final class DeliveriesTailCommand extends AdminCommand {

    @Parameters(
            paramLabel = "ENTRY|ID",
            arity = "0..1",
            description = {DeliveryReference.DESCRIPTION, "Default: the newest."},
            converter = DeliveryReference.Converter.class)
    private @Nullable DeliveryReference delivery;

    @Option(
            names = {"-f", "--follow"},
            description = "Print the output of all running and new deliveries, until interrupted.")
    private boolean follow;

    @Mixin
    private final DeliveryFilter filter = new DeliveryFilter();

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        if (follow && delivery != null) {
            throw wrong("--follow cannot be combined with ENTRY");
        }
        if (follow) {
            return follow(server, screen);
        }
        long number = delivery == null ? DeliveryReference.newest(server, filter.parameters()) : delivery.entry(server);
        String state = new DeliveryTail(server, screen, number).follow();
        if (state.isEmpty()) {
            throw new AdminFailure("the server has stopped");
        }
        return Set.of("succeeded", "pong", "skipped", "unmatched").contains(state) ? ExitCode.OK : ExitCode.FAILED;
    }

    private int follow(AdminClient server, CommandOutput screen) throws AdminFailure {
        Set<Long> known = new HashSet<>();
        try (AdminEvents events = server.events("/api/live")) {
            for (Optional<AdminEvents.Event> event = events.next(); event.isPresent(); event = events.next()) {
                JsonObject delivery = event.get().data();
                long number = JsonView.number(delivery, "entry");
                boolean ran = JsonView.number(JsonView.object(delivery, "hooks"), "total") > 0;
                if (event.get().name().equals("delivery") && ran && filter.takes(delivery) && known.add(number)) {
                    Thread thread = new Thread(() -> tail(server, screen, number), "tail");
                    thread.setDaemon(true);
                    thread.start();
                }
            }
        }
        throw new AdminFailure("the server has stopped");
    }

    private void tail(AdminClient server, CommandOutput screen, long number) {
        try {
            String unusedState = new DeliveryTail(server, screen, number).follow();
        } catch (AdminFailure e) {
            spec().commandLine().getErr().println("jenvoy: delivery " + number + ": " + e.getMessage());
        }
    }
}
