package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs deliveries again: one, or many at once. */
@Command(
        name = "redeliver",
        description = {
            "Runs a delivery again, with the hooks that match it now: all of them, or a part.",
            "With several deliveries, or with filters, many run again, a few at a time, behind what arrives.",
            "What failed in the last two hours: jenvoy redeliver --state failed --since 2h --dry-run"
        },
        mixinStandardHelpOptions = true)
public final class RedeliverCommand extends AdminCommand {

    @Parameters(
            paramLabel = "ENTRY|ID",
            arity = "0..*",
            description = DeliveryReference.DESCRIPTION,
            converter = DeliveryReference.Converter.class)
    private List<DeliveryReference> deliveries = new ArrayList<>();

    @ArgGroup
    private RedeliveredPart part = new RedeliveredPart();

    @Mixin
    private final DeliveryFilter filter = new DeliveryFilter();

    @Option(names = "--dry-run", description = "Only show which deliveries would run again.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask on a terminal, neither before an old delivery nor before many.")
    private boolean yes;

    @Option(
            names = {"-f", "--follow"},
            description =
                    "Print the output of its hooks, or how far the deliveries are, and return the result as the exit"
                            + " code.")
    private boolean follow;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure, InterruptedException {
        Map<String, List<String>> filters = filter.parameters();
        if (deliveries.isEmpty() == filters.isEmpty()) {
            throw wrong(
                    filters.isEmpty()
                            ? "expected ENTRY, or filters such as --state failed --since 2h"
                            : "ENTRY cannot be combined with filters");
        }
        if (deliveries.size() == 1 && !dryRun) {
            return one(server, screen, deliveries.get(0).entry(server));
        }
        JsonObject body = part.body();
        if (!deliveries.isEmpty()) {
            JsonArray entries = new JsonArray();
            for (DeliveryReference one : deliveries) {
                entries.add(one.entry(server));
            }
            body.add("entries", entries);
        }
        ManyRedeliveries many =
                new ManyRedeliveries(server, screen, AdminClient.query("/api/redeliveries", filters), body);
        if (dryRun) {
            return many.look();
        }
        if (!yes && Question.isPossible() && !many.confirmed(Question::confirmed)) {
            return ExitCode.FAILED;
        }
        return many.begin(follow);
    }

    private int one(AdminClient server, CommandOutput screen, long entry) throws AdminFailure {
        String path = "/api/deliveries/" + entry + "/redeliver";
        AdminClient.Reply look = server.send("GET", path, null);
        String stale = look.status() < 300 ? stale(look.json()) : "";
        if (!yes && !stale.isEmpty()) {
            if (Question.isPossible()) {
                if (!Question.confirmed("Delivery " + entry + " is " + stale + ". Run it again?")) {
                    return ExitCode.FAILED;
                }
            } else {
                spec().commandLine().getErr().println("jenvoy: delivery " + entry + " is " + stale);
            }
        }
        AdminClient.Reply reply = server.send("POST", path, part.body());
        if (reply.status() >= 300) {
            throw new AdminFailure("delivery " + entry + ": " + reply.error());
        }
        JsonObject begun = reply.json();
        long number = JsonView.number(begun, "entry");
        if (!follow) {
            if (screen.json()) {
                screen.object(begun);
            } else {
                screen.line("Delivery " + entry + " runs again as " + number + part.words() + ".");
            }
            return ExitCode.OK;
        }
        return new DeliveryTail(server, screen, number).follow().equals("succeeded") ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Says how old a delivery is for which newer ones came; empty if it is the newest. */
    private static String stale(JsonObject look) {
        long newer = JsonView.number(look, "newer");
        if (newer == 0) {
            return "";
        }
        String deliveries = newer == 1 ? "1 newer delivery" : newer + " newer deliveries";
        return JsonView.took(look, "age_ms") + " old, and there " + (newer == 1 ? "is " : "are ") + deliveries
                + " of the same repository and reference";
    }
}
