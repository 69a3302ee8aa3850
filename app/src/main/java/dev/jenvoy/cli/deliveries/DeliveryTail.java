package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminEvents;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.cli.base.TerminalText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints the output of one delivery's hooks, line by line as it arrives, until the delivery ends. */
final class DeliveryTail {

    private final AdminClient server;
    private final CommandOutput screen;
    private final long entry;
    private final Map<Key, StringBuilder> open = new HashMap<>();
    private final Map<Key, StringBuilder> seen = new HashMap<>();
    private List<JsonObject> actions = List.of();

    private record Key(long position, String stream) {}

    DeliveryTail(AdminClient server, CommandOutput screen, long entry) {
        this.server = server;
        this.screen = screen;
        this.entry = entry;
    }

    /** Blocks until the delivery has ended. Returns its final state; empty if the server ended first. */
    String follow() throws AdminFailure {
        try (AdminEvents events = server.events("/api/deliveries/" + entry + "/live")) {
            for (Optional<AdminEvents.Event> event = events.next(); event.isPresent(); event = events.next()) {
                String name = event.get().name();
                JsonObject data = event.get().data();
                if (screen.json()) {
                    JsonObject line = new JsonObject();
                    line.addProperty("event", name);
                    line.addProperty("entry", entry);
                    line.add("data", data);
                    synchronized (screen.out()) {
                        screen.next(line);
                    }
                } else {
                    synchronized (screen.out()) {
                        print(name, data);
                    }
                }
                if (name.equals("finished")) {
                    return JsonView.text(data, "state");
                }
            }
        }
        return "";
    }

    private void print(String name, JsonObject data) {
        DeliveryReport report = new DeliveryReport(screen);
        switch (name) {
            case "snapshot" -> snapshot(report, data);
            case "output" -> output(data);
            case "ended" -> {
                long position = JsonView.number(data, "position");
                JsonObject outcome = JsonView.object(data, "outcome");
                missed(position, "stdout", outcome);
                missed(position, "stderr", outcome);
                rest(position);
                report.ended(hook(position), JsonView.number(data, "attempt"), JsonView.took(data, "took_ms"), outcome);
            }
            case "retrying" ->
                screen.line(
                        Terminal.Colour.YELLOW,
                        hook(JsonView.number(data, "position")) + ": retry at " + JsonView.time(data, "due"));
            case "finished" -> {
                String state = JsonView.text(data, "state");
                screen.line(JsonView.colour(state), "Delivery " + entry + ": " + state);
            }
            default -> screen.out().flush();
        }
    }

    /**
     * Prints attempts that ended before. The following events repeat the output of running attempts from its beginning.
     */
    private void snapshot(DeliveryReport report, JsonObject delivery) {
        actions = JsonView.objects(delivery, "actions");
        report.heading(delivery);
        for (int position = 0; position < actions.size(); position++) {
            for (JsonObject run : JsonView.objects(actions.get(position), "attempts")) {
                JsonObject outcome = JsonView.object(run, "outcome");
                if (!outcome.isEmpty()) {
                    text(position, "stdout", JsonView.text(outcome, "stdout"));
                    text(position, "stderr", JsonView.text(outcome, "stderr"));
                    rest(position);
                    report.ended(
                            hook(position), JsonView.number(run, "attempt"), JsonView.took(run, "took_ms"), outcome);
                }
            }
        }
        screen.out().flush();
    }

    private void output(JsonObject data) {
        if (data.has("omitted")) {
            long position = JsonView.number(data, "position");
            rest(position);
            screen.line(
                    Terminal.Colour.YELLOW,
                    entry + " " + hook(position) + " | … " + JsonView.text(data, "omitted") + " bytes omitted …");
            return;
        }
        Key key = new Key(JsonView.number(data, "position"), JsonView.text(data, "stream"));
        String text = JsonView.text(data, "text");
        seen.computeIfAbsent(key, unseen -> new StringBuilder()).append(text);
        text(key.position(), key.stream(), text);
    }

    /** Prints output that was not received as an event: the hook may have ended before the output could be followed. */
    private void missed(long position, String stream, JsonObject outcome) {
        StringBuilder before = seen.remove(new Key(position, stream));
        String known = before == null ? "" : before.toString();
        String whole = JsonView.text(outcome, stream);
        if (whole.startsWith(known)) {
            text(position, stream, whole.substring(known.length()));
        }
    }

    private void text(long position, String stream, String text) {
        StringBuilder line = open.computeIfAbsent(new Key(position, stream), key -> new StringBuilder());
        line.append(text);
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
            line(position, stream, line.substring(0, end));
            line.delete(0, end + 1);
        }
    }

    /** Prints the last line if it has no line end. */
    private void rest(long position) {
        for (String stream : List.of("stdout", "stderr")) {
            StringBuilder line = open.remove(new Key(position, stream));
            if (line != null && line.length() > 0) {
                line(position, stream, line.toString());
            }
        }
    }

    private void line(long position, String stream, String text) {
        String before = entry + " " + hook(position) + " | ";
        screen.out()
                .println(screen.terminal()
                                .paint(
                                        stream.equals("stderr") ? Terminal.Colour.RED : Terminal.Colour.DIM,
                                        TerminalText.line(before))
                        + TerminalText.line(text));
        screen.out().flush();
    }

    private String hook(long position) {
        return position < actions.size() ? JsonView.text(actions.get((int) position), "name") : "hook " + position;
    }
}
