package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.Terminal;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Has many deliveries run again, and shows how far they are. */
final class ManyRedeliveries {

    /** How often the server is asked how far they are. */
    private static final long LOOK_MILLIS = 500;

    private static final Map<String, String> REASONS = Map.of(
            "newer_attempt", "with a newer redelivery",
            "running", "still running",
            "ignored", "that ran nothing",
            "no_payload", "without a stored payload",
            "no_hook", "that no hook matches now",
            "deleted", "deleted meanwhile",
            "cancelled", "cancelled before their turn",
            "fault", "not possible, see the server's log");

    private final AdminClient server;
    private final CommandOutput screen;
    private final String path;
    private final JsonObject body;

    /** @param body what is sent */
    ManyRedeliveries(AdminClient server, CommandOutput screen, String path, JsonObject body) {
        this.server = server;
        this.screen = screen;
        this.path = path;
        this.body = body;
    }

    private JsonObject sent(boolean isDryRun) throws AdminFailure {
        JsonObject whole = body.deepCopy();
        whole.addProperty("dry_run", isDryRun);
        AdminClient.Reply reply = server.send("POST", path, whole);
        if (reply.status() >= 300) {
            String left = leftOut(reply.json());
            throw new AdminFailure(reply.error() + (left.isEmpty() ? "" : ": " + left));
        }
        return reply.json();
    }

    /** Shows which deliveries would run again. */
    int look() throws AdminFailure {
        JsonObject found = sent(true);
        if (screen.json()) {
            screen.object(found);
            return ExitCode.OK;
        }
        Table table = new Table(screen.terminal(), "ENTRY", "STATE", "RECEIVED", "EVENT", "REPOSITORY", "BRANCH");
        table.whole("ENTRY", "STATE", "RECEIVED");
        for (JsonObject delivery : JsonView.objects(found, "deliveries")) {
            String state = JsonView.text(delivery, "state");
            table.add(
                    Table.Cell.of(JsonView.text(delivery, "entry")),
                    new Table.Cell(state, JsonView.colour(state)),
                    Table.Cell.of(JsonView.time(delivery, "received")),
                    Table.Cell.of(JsonView.text(delivery, "event")),
                    Table.Cell.of(JsonView.repository(delivery)),
                    Table.Cell.of(JsonView.place(delivery)));
        }
        if (!table.isEmpty()) {
            screen.table(table);
        }
        screen.line(count(found, "total") + " would run again.");
        about(found);
        return ExitCode.OK;
    }

    /** Asks whether the deliveries are to run again. */
    boolean confirmed(Predicate<String> asked) throws AdminFailure {
        JsonObject found = sent(true);
        if (JsonView.number(found, "total") == 0) {
            // The server says why in its answer to the request itself.
            return true;
        }
        about(found);
        return asked.test(count(found, "total") + " will run again. Go on?");
    }

    /** Prints what is left out, and what is old. */
    private void about(JsonObject found) {
        String left = leftOut(found);
        if (!left.isEmpty()) {
            screen.line(Terminal.Colour.DIM, "Left out: " + left + ".");
        }
        long stale = JsonView.number(found, "stale");
        boolean isComplete = JsonView.flag(found, "stale_complete");
        if (stale > 0 || !isComplete) {
            screen.line(
                    Terminal.Colour.YELLOW,
                    "For " + stale + " of them there are newer deliveries of the same repository and reference"
                            + (isComplete ? "." : "; not all were looked at."));
        }
    }

    private static String leftOut(JsonObject found) {
        JsonObject left = JsonView.object(found, "left_out");
        return left.keySet().stream()
                .map(reason -> JsonView.number(left, reason) + " " + REASONS.getOrDefault(reason, reason))
                .collect(Collectors.joining(", "));
    }

    private static String count(JsonObject object, String name) {
        long count = JsonView.number(object, name);
        return count == 1 ? "1 delivery" : count + " deliveries";
    }

    /**
     * Has the deliveries run again.
     *
     * @param isFollowed whether to wait for their end
     */
    int begin(boolean isFollowed) throws AdminFailure, InterruptedException {
        JsonObject begun = sent(false);
        long bulk = JsonView.number(begun, "bulk");
        if (!isFollowed) {
            if (screen.json()) {
                screen.object(begun);
                return ExitCode.OK;
            }
            screen.line(count(begun, "total") + " will run again, as bulk " + bulk + ". \"" + CalledAs.words()
                    + " cancel --bulk " + bulk + "\" stops it.");
            about(begun);
            return ExitCode.OK;
        }
        return follow(bulk);
    }

    private int follow(long bulk) throws AdminFailure, InterruptedException {
        String told = "";
        while (true) {
            JsonObject now = server.get("/api/redeliveries/" + bulk);
            boolean isOver = !JsonView.text(now, "state").equals("running");
            String line = progress(now);
            if (screen.json()) {
                if (isOver) {
                    screen.object(now);
                }
            } else if (!line.equals(told)) {
                screen.line(line);
                told = line;
            }
            if (isOver) {
                boolean isGood = JsonView.number(now, "succeeded") == JsonView.number(now, "total");
                return isGood ? ExitCode.OK : ExitCode.FAILED;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static String progress(JsonObject now) {
        String left = leftOut(now);
        return JsonView.number(now, "begun") + " of " + JsonView.number(now, "total") + " run again: "
                + JsonView.number(now, "succeeded") + " succeeded, "
                + JsonView.number(now, "failed") + " failed, "
                + JsonView.number(now, "running") + " running"
                + (left.isEmpty() ? "" : "; left out: " + left);
    }
}
