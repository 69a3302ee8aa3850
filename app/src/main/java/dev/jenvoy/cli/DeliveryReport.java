package dev.jenvoy.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints one delivery for people. */
final class DeliveryReport {

    private final Screen screen;

    DeliveryReport(Screen screen) {
        this.screen = screen;
    }

    void print(JsonObject delivery) {
        heading(delivery);
        fact("received", Shown.time(delivery, "received"));
        fact("began", Shown.time(delivery, "began"));
        fact("took", Shown.took(delivery, "duration_ms"));
        fact("reason", Shown.text(delivery, "reason"));
        asked("redelivered", Shown.object(delivery, "redelivered_by"));
        asked("cancelled", Shown.object(delivery, "cancelled_by"));
        fact("id", Shown.text(delivery, "id"));
        fact("webhook", Shown.text(delivery, "webhook"));
        fact("action", Shown.text(delivery, "action"));
        fact("sender", Shown.text(delivery, "sender"));
        fact("ref", Shown.text(delivery, "ref"));
        fact("commit", Shown.text(delivery, "sha"));
        fact("number", Shown.text(delivery, "number"));
        fact("payload", delivery.has("payload_size") ? Shown.text(delivery, "payload_size") + " bytes" : "");
        List<JsonObject> attempts = Shown.objects(delivery, "attempts");
        if (attempts.size() > 1) {
            fact(
                    "attempts",
                    attempts.stream()
                            .map(attempt -> Shown.text(attempt, "entry") + " " + Shown.text(attempt, "state"))
                            .collect(Collectors.joining(", ")));
        }
        Shown.object(delivery, "headers").entrySet().forEach(this::header);
        Shown.objects(delivery, "actions").forEach(this::action);
    }

    /** What it is, on one line. */
    void heading(JsonObject delivery) {
        String state = Shown.text(delivery, "state");
        String where = (Shown.repository(delivery) + " " + Shown.place(delivery)).strip();
        screen.out()
                .println("Delivery " + SafeText.line(Shown.text(delivery, "entry")) + ": "
                        + screen.terminal().paint(Shown.colour(state), SafeText.line(state)) + ", "
                        + SafeText.line(Shown.text(delivery, "source") + " " + Shown.text(delivery, "event")
                                + (where.isEmpty() ? "" : " of " + where)));
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            screen.out()
                    .println("  " + screen.terminal().paint(Terminal.Colour.DIM, String.format("%-11s", name)) + " "
                            + SafeText.line(value));
        }
    }

    /** Who asked for something, when, and how that one was let in. */
    private void asked(String name, JsonObject request) {
        if (!request.isEmpty()) {
            String way =
                    switch (Shown.text(request, "way")) {
                        case "token" -> "with the token";
                        case "session" -> "in a session of the page";
                        default -> "without a token";
                    };
            fact(name, "from " + Shown.text(request, "address") + " " + way + ", " + Shown.time(request, "at"));
        }
    }

    private void header(Map.Entry<String, ?> header) {
        fact(
                "header",
                header.getKey() + ": " + String.valueOf(header.getValue()).replaceAll("^\"|\"$", ""));
    }

    private void action(JsonObject action) {
        String name = Shown.text(action, "name");
        List<JsonObject> runs = Shown.objects(action, "attempts");
        screen.line("");
        if (runs.isEmpty()) {
            String due = Shown.time(action, "due");
            screen.line(
                    Shown.colour(Shown.text(action, "state")),
                    name + ": " + Shown.text(action, "state") + (due.isEmpty() ? "" : " until " + due));
        }
        for (JsonObject run : runs) {
            JsonObject outcome = Shown.object(run, "outcome");
            ended(name, Shown.number(run, "attempt"), Shown.took(run, "took_ms"), outcome);
            stream("stdout", Shown.text(outcome, "stdout"));
            stream("stderr", Shown.text(outcome, "stderr"));
        }
    }

    /** How an attempt ended, on one line; without an outcome, that it runs. */
    void ended(String name, long attempt, String took, JsonObject outcome) {
        String ending = Shown.text(outcome, "ending");
        String code = Shown.text(outcome, "returncode");
        String error = Shown.text(outcome, "error");
        String how = outcome.isEmpty() ? "running" : ending.equals("exited") ? code : ending.replace('_', ' ');
        screen.line(
                outcome.isEmpty()
                        ? Terminal.Colour.CYAN
                        : Shown.flag(outcome, "failed") ? Terminal.Colour.RED : Terminal.Colour.GREEN,
                name + ": " + how
                        + (took.isEmpty() ? "" : " in " + took)
                        + (attempt > 1 ? ", attempt " + attempt : "")
                        + (error.isEmpty() ? "" : " (" + error + ")")
                        + (Shown.flag(outcome, "truncated") ? " [output cut]" : ""));
    }

    private void stream(String name, String text) {
        SafeText.lines(text)
                .stripTrailing()
                .lines()
                .forEach(line -> screen.out().println("  " + name + " | " + line));
        screen.out().flush();
    }
}
