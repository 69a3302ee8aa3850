package dev.jenvoy.cli.status;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal.Colour;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints the state of a server for people. */
final class StatusScreen {

    private static final int LABEL_WIDTH = 15;

    private final CommandOutput screen;
    private final InstantSource clock;

    StatusScreen(CommandOutput screen, InstantSource clock) {
        this.screen = screen;
        this.clock = clock;
    }

    /** Prints the objects {@code status}, {@code running}, {@code failed} and {@code config}. */
    void print(JsonObject all) {
        JsonObject status = JsonView.object(all, "status");
        screen.line("Jenvoy " + JsonView.text(status, "version") + ", up " + age(JsonView.text(status, "started_at")));
        state(status);
        long elsewhere = JsonView.number(status, "waiting_elsewhere");
        line(
                "Queue",
                JsonView.number(status, "queued") + " waiting, " + JsonView.number(status, "running") + " running"
                        + (elsewhere > 0 ? "; " + elsewhere + " waiting at other servers or for one" : ""));
        for (JsonObject delivery : JsonView.objects(all, "running")) {
            line("Running", about(delivery) + hooks(delivery));
        }
        for (JsonObject delivery : JsonView.objects(all, "failed")) {
            line("Last failed", JsonView.time(delivery, "received") + "  " + about(delivery) + why(delivery));
        }
        disk(status);
        config(JsonView.object(all, "config"));
        line("Webhooks to", JsonView.text(status, "public_url"));
    }

    private void state(JsonObject status) {
        List<String> problems = JsonView.texts(status, "problems");
        if (!JsonView.flag(status, "ready")) {
            screen.line(Colour.RED, "Not ready: it rejects deliveries.");
        } else if (problems.isEmpty()) {
            screen.line(Colour.GREEN, "Ready.");
        } else {
            screen.line(Colour.YELLOW, "Ready, with problems.");
        }
        problems.forEach(problem -> screen.line(Colour.YELLOW, "  " + problem));
    }

    private void disk(JsonObject status) {
        JsonObject disk = JsonView.object(status, "disk");
        String kept = JsonView.number(status, "deliveries_kept") + " deliveries kept";
        line(
                "Disk",
                disk.isEmpty()
                        ? kept
                        : kept + ", " + size(JsonView.number(disk, "free")) + " of "
                                + size(JsonView.number(disk, "total")) + " free");
    }

    private void config(JsonObject config) {
        List<JsonObject> problems = JsonView.objects(config, "problems");
        String file = JsonView.text(config, "file");
        line("Configuration", problems.isEmpty() ? file : file + ", " + problems.size() + " to look at");
        for (JsonObject problem : problems) {
            boolean error = JsonView.text(problem, "level").equals("error");
            String line = JsonView.text(problem, "line");
            String place = Stream.of(JsonView.text(problem, "key"), line.isEmpty() ? "" : "line " + line)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(", "));
            screen.line(
                    error ? Colour.RED : Colour.YELLOW,
                    "  " + (place.isEmpty() ? "" : place + ": ") + JsonView.text(problem, "message"));
        }
        List<String> restart = JsonView.texts(config, "restart_needed");
        if (!restart.isEmpty()) {
            screen.line(Colour.YELLOW, "  used after a restart: " + String.join(", ", restart));
        }
    }

    private void line(String label, String text) {
        screen.line(label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())) + text);
    }

    private static String about(JsonObject delivery) {
        return Stream.of(
                        JsonView.text(delivery, "entry"),
                        JsonView.text(delivery, "event"),
                        JsonView.repository(delivery),
                        JsonView.place(delivery))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Returns the running hooks of a delivery. */
    private String hooks(JsonObject delivery) {
        String names = JsonView.objects(delivery, "actions").stream()
                .filter(action -> JsonView.text(action, "state").equals("running"))
                .map(action -> JsonView.text(action, "name"))
                .collect(Collectors.joining(", "));
        String began = JsonView.text(delivery, "began");
        return (names.isEmpty() ? "" : ": " + names) + (began.isEmpty() ? "" : ", for " + age(began));
    }

    /** Returns the hook that failed and how. */
    private static String why(JsonObject delivery) {
        JsonObject failure = JsonView.object(delivery, "failure");
        if (failure.isEmpty()) {
            return "";
        }
        String code = JsonView.text(failure, "returncode");
        String line = Stream.of(JsonView.text(failure, "error"), JsonView.text(failure, "line"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return ": " + JsonView.text(failure, "hook") + (code.isEmpty() ? "" : " (" + code + ")")
                + (line.isEmpty() ? "" : ": " + line);
    }

    /** Returns the time since a moment, in its two largest units. */
    private String age(String since) {
        try {
            Duration age = Duration.between(Instant.parse(since), clock.instant());
            if (age.toDays() > 0) {
                return age.toDays() + " d " + age.toHoursPart() + " h";
            }
            return JsonView.took(Math.max(0, age.toMillis()));
        } catch (DateTimeParseException e) {
            return since;
        }
    }

    private static String size(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, size < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", size, units[unit]);
    }
}
