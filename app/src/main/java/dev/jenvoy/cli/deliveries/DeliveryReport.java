package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.ticket.ledger.ShownMove;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints one delivery for people. */
final class DeliveryReport {

    private final CommandOutput screen;

    DeliveryReport(CommandOutput screen) {
        this.screen = screen;
    }

    void print(JsonObject delivery) {
        heading(delivery);
        fact("title", JsonView.text(delivery, "title"));
        fact("waits", waits(delivery));
        fact("received", JsonView.time(delivery, "received"));
        fact("began", JsonView.time(delivery, "began"));
        fact("took", JsonView.took(delivery, "duration_ms"));
        fact("reason", JsonView.text(delivery, "reason"));
        asked("redelivered", JsonView.object(delivery, "redelivered_by"));
        asked("cancelled", JsonView.object(delivery, "cancelled_by"));
        fact("id", JsonView.text(delivery, "id"));
        fact("webhook", JsonView.text(delivery, "webhook"));
        fact("action", JsonView.text(delivery, "action"));
        fact("sender", JsonView.text(delivery, "sender"));
        fact("ref", JsonView.text(delivery, "ref"));
        fact("commit", JsonView.text(delivery, "sha"));
        fact("number", JsonView.text(delivery, "number"));
        fact("payload", delivery.has("payload_size") ? JsonView.text(delivery, "payload_size") + " bytes" : "");
        List<JsonObject> attempts = JsonView.objects(delivery, "attempts");
        if (attempts.size() > 1) {
            fact(
                    "attempts",
                    attempts.stream()
                            .map(attempt -> JsonView.text(attempt, "entry") + " " + JsonView.text(attempt, "state"))
                            .collect(Collectors.joining(", ")));
        }
        JsonView.object(delivery, "headers").entrySet().forEach(this::header);
        JsonView.objects(delivery, "actions").forEach(this::action);
        tickets(JsonView.objects(delivery, "tickets"));
    }

    private void tickets(List<JsonObject> moves) {
        if (!moves.isEmpty()) {
            screen.line("");
            screen.line("Tickets:");
        }
        for (JsonObject move : moves) {
            String result = JsonView.text(move, "result");
            String to = JsonView.text(move, "to");
            String note = JsonView.text(move, "note");
            String where = (JsonView.text(move, "from") + (to.isEmpty() ? "" : " -> " + to)).strip();
            screen.line(
                    List.of(ShownMove.UNDER_WAY, ShownMove.IN_DOUBT).contains(result)
                            ? Terminal.Colour.CYAN
                            : JsonView.flag(move, "fine") ? Terminal.Colour.GREEN : Terminal.Colour.RED,
                    "  " + JsonView.text(move, "ticket") + (where.isEmpty() ? "" : " " + where) + ": "
                            + result
                            + (note.isEmpty() ? "" : " (" + note + ")"));
        }
    }

    /** Prints a summary on one line. */
    void heading(JsonObject delivery) {
        String state = JsonView.shown(delivery);
        String where = (JsonView.repository(delivery) + " " + JsonView.place(delivery)).strip();
        screen.out()
                .println("Delivery " + TerminalText.line(JsonView.text(delivery, "entry")) + ": "
                        + screen.terminal().paint(JsonView.colour(state), TerminalText.line(state)) + ", "
                        + TerminalText.line(JsonView.text(delivery, "source") + " " + JsonView.text(delivery, "event")
                                + (where.isEmpty() ? "" : " of " + where)));
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            screen.out()
                    .println("  " + screen.terminal().paint(Terminal.Colour.DIM, String.format("%-11s", name)) + " "
                            + TerminalText.line(value));
        }
    }

    /** Returns why a delivery or an action waits; empty if it does not. */
    private static String waits(JsonObject one) {
        JsonObject reason = JsonView.object(one, "waiting_for");
        String until = JsonView.time(reason, "until");
        return JsonView.text(reason, "text") + (until.isEmpty() ? "" : " (until " + until + ")");
    }

    /** Prints which operator requested something, when, and how the request was authenticated. */
    private void asked(String name, JsonObject request) {
        if (!request.isEmpty()) {
            String way =
                    switch (JsonView.text(request, "way")) {
                        case "token" -> "with a token";
                        case "session" -> "in a session of the page";
                        case "proxy" -> "signed in by the proxy";
                        default -> "without a token";
                    };
            String who = JsonView.text(request, "name");
            String part = JsonView.text(request, "part");
            fact(
                    name,
                    (who.isEmpty() ? "" : "by " + who + " ") + "from " + JsonView.text(request, "address") + " " + way
                            + ", " + JsonView.time(request, "at") + (part.isEmpty() ? "" : ": " + part));
        }
    }

    private void header(Map.Entry<String, ?> header) {
        fact(
                "header",
                header.getKey() + ": " + String.valueOf(header.getValue()).replaceAll("^\"|\"$", ""));
    }

    private void action(JsonObject action) {
        String name = (JsonView.flag(action, "apart") ? JsonView.text(action, "kind") + " " : "")
                + JsonView.text(action, "name");
        List<JsonObject> runs = JsonView.objects(action, "attempts");
        screen.line("");
        if (runs.isEmpty()) {
            String due = JsonView.time(action, "due");
            String reason = waits(action);
            screen.line(
                    JsonView.colour(JsonView.text(action, "state")),
                    name + ": " + JsonView.text(action, "state")
                            + (reason.isEmpty() ? due.isEmpty() ? "" : " until " + due : ", " + reason));
        }
        for (JsonObject run : runs) {
            JsonObject outcome = JsonView.object(run, "outcome");
            ended(name, JsonView.number(run, "attempt"), JsonView.took(run, "took_ms"), outcome);
            stream("stdout", JsonView.text(outcome, "stdout"));
            stream("stderr", JsonView.text(outcome, "stderr"));
            stream("result", JsonView.text(outcome, "result"));
        }
    }

    /** Prints the ending of an attempt on one line; without an outcome, that it is running. */
    void ended(String name, long attempt, String took, JsonObject outcome) {
        String ending = JsonView.text(outcome, "ending");
        String code = JsonView.text(outcome, "returncode");
        String error = JsonView.text(outcome, "error");
        String how = outcome.isEmpty() ? "running" : ending.equals("exited") ? code : ending.replace('_', ' ');
        screen.line(
                outcome.isEmpty() ? Terminal.Colour.CYAN : JsonView.colour(status(outcome)),
                name + ": " + how
                        + (took.isEmpty() ? "" : " in " + took)
                        + (attempt > 1 ? ", attempt " + attempt : "")
                        + (error.isEmpty() ? "" : " (" + error + ")")
                        + (JsonView.flag(outcome, "truncated") ? " [output truncated]" : ""));
    }

    /** Returns what an outcome comes to: what was superseded did not succeed, and what was cancelled did not fail. */
    private static String status(JsonObject outcome) {
        String status = JsonView.text(outcome, "status");
        return !status.isEmpty() ? status : JsonView.flag(outcome, "failed") ? "failed" : "succeeded";
    }

    private void stream(String name, String text) {
        TerminalText.lines(text)
                .stripTrailing()
                .lines()
                .forEach(line -> screen.out().println("  " + name + " | " + line));
        screen.out().flush();
    }
}
