package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminEvents;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.JsonView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logs of one delivery's hooks, one attempt after the other. */
final class DeliveryLogs {

    private final AdminClient server;
    private final String path;
    private final LogPrinter printer;
    private final @Nullable String hook;

    /** How much of each attempt was printed. */
    private final Map<Attempt, Long> next = new HashMap<>();

    private List<JsonObject> actions = List.of();

    private record Attempt(long position, long number) {}

    /**
     * @param path of the delivery in the API
     * @param hook the only hook that is printed; {@code null} for all
     */
    DeliveryLogs(AdminClient server, String path, LogPrinter printer, @Nullable String hook) {
        this.server = server;
        this.path = path;
        this.printer = printer;
        this.hook = hook;
    }

    /** Prints what there is. Returns the state of the delivery. */
    String print(JsonObject delivery) throws AdminFailure {
        began(delivery);
        for (int position = 0; position < actions.size(); position++) {
            for (JsonObject run : JsonView.objects(actions.get(position), "attempts")) {
                rest(new Attempt(position, JsonView.number(run, "attempt")));
            }
        }
        return JsonView.text(delivery, "state");
    }

    /** Prints until the delivery has ended. Returns its state then; empty if the server ended first. */
    String follow() throws AdminFailure {
        try (AdminEvents events = server.events(path + "/live")) {
            for (Optional<AdminEvents.Event> event = events.next(); event.isPresent(); event = events.next()) {
                JsonObject data = event.get().data();
                Attempt attempt = new Attempt(JsonView.number(data, "position"), JsonView.number(data, "attempt"));
                switch (event.get().name()) {
                    case "snapshot" -> ended(data);
                    case "output" -> piece(attempt, data);
                    case "ended" -> {
                        rest(attempt);
                        printer.flush();
                    }
                    case "finished" -> {
                        return JsonView.text(data, "state");
                    }
                    default -> printer.flush();
                }
            }
        }
        return "";
    }

    /** Prints the attempts that ended before. The events repeat the others from the beginning. */
    private void ended(JsonObject delivery) throws AdminFailure {
        began(delivery);
        for (int position = 0; position < actions.size(); position++) {
            for (JsonObject run : JsonView.objects(actions.get(position), "attempts")) {
                if (run.has("outcome")) {
                    rest(new Attempt(position, JsonView.number(run, "attempt")));
                }
            }
        }
    }

    private void began(JsonObject delivery) {
        actions = JsonView.objects(delivery, "actions");
        printer.names(hook == null
                && actions.stream().filter(action -> !isApart(action)).count() > 1);
    }

    private static boolean isApart(JsonObject action) {
        return JsonView.flag(action, "apart");
    }

    /** Prints what is left of a log. */
    private void rest(Attempt attempt) throws AdminFailure {
        if (!isWanted(attempt)) {
            return;
        }
        server.lines(
                path + "/actions/" + attempt.position() + "/attempts/" + attempt.number() + "/log?from="
                        + next.getOrDefault(attempt, 0L),
                line -> {
                    try {
                        piece(attempt, JsonParser.parseString(line).getAsJsonObject());
                    } catch (JsonParseException | IllegalStateException e) {
                        throw new AdminFailure("the server sent an invalid log");
                    }
                });
        printer.end();
    }

    private void piece(Attempt attempt, JsonObject piece) {
        if (isWanted(attempt) && JsonView.number(piece, "from") >= next.getOrDefault(attempt, 0L)) {
            next.put(attempt, JsonView.number(piece, "next"));
            printer.print(name(attempt), attempt.number(), piece);
        }
    }

    private boolean isWanted(Attempt attempt) {
        return attempt.position() >= actions.size()
                ? hook == null
                : !isApart(actions.get((int) attempt.position()))
                        && (hook == null || name(attempt).equals(hook));
    }

    private String name(Attempt attempt) {
        return attempt.position() < actions.size()
                ? JsonView.text(actions.get((int) attempt.position()), "name")
                : "hook " + attempt.position();
    }
}
