package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.Terminal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists messages. */
@Command(
        name = "log",
        description = {
            "Lists messages, newest first: their state, and what the service said.",
            "Only --state nothing also lists where there was nothing to say."
        },
        mixinStandardHelpOptions = true)
final class ChatLogCommand extends AdminCommand {

    private static final int LOOK_SECONDS = 1;
    private static final int FOLLOWED = 200;
    private static final int MAX_REMEMBERED = 10_000;

    @Option(names = "--room", paramLabel = "ROOM", description = "Only messages to this room.")
    private @Nullable String room;

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            completionCandidates = ChatWords.States.class,
            description = "Only these states: ${COMPLETION-CANDIDATES}.")
    private List<String> states = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Maximum number of messages, 1 to 500. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(
            names = {"-f", "--follow"},
            description = "Print a line whenever a message's state changes, until interrupted.")
    private boolean follow;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure, InterruptedException {
        JsonObject all = page(server, limit);
        if (JsonView.objects(all, "messages").isEmpty()) {
            refuseUnknownRoom(server);
        }
        if (follow) {
            return follow(server, screen);
        }
        if (screen.json()) {
            screen.object(all);
            return ExitCode.OK;
        }
        Table table = new Table(
                screen.terminal(), "MESSAGE", "STATE", "ROOM", "RECEIVED", "EVENT", "REPOSITORY", "TRIES", "SAID");
        table.whole("MESSAGE", "STATE", "ROOM").spare("TRIES", "EVENT");
        for (JsonObject message : JsonView.objects(all, "messages")) {
            String state = JsonView.text(message, "state");
            table.add(
                    Table.Cell.of(JsonView.text(message, "message")),
                    new Table.Cell(state, colour(state)),
                    Table.Cell.of(JsonView.text(message, "room")),
                    Table.Cell.of(JsonView.time(message, "received")),
                    Table.Cell.of(JsonView.text(message, "event")),
                    Table.Cell.of(JsonView.repository(message)),
                    Table.Cell.of(JsonView.text(message, "attempts")),
                    Table.Cell.of(said(message)));
        }
        if (table.isEmpty()) {
            screen.line("No messages.");
        } else {
            screen.table(table);
        }
        return ExitCode.OK;
    }

    /** A room that is gone from the configuration may have messages; one that never was there has no message. */
    private void refuseUnknownRoom(AdminClient server) throws AdminFailure {
        if (room == null) {
            return;
        }
        TreeSet<String> rooms = new TreeSet<>();
        for (JsonObject one : JsonView.objects(server.get(ChatReply.BASE), "rooms")) {
            rooms.add(JsonView.text(one, "name"));
        }
        if (!rooms.contains(room)) {
            throw new AdminFailure("no such room; there are: " + String.join(", ", rooms));
        }
    }

    private JsonObject page(AdminClient server, int wanted) throws AdminFailure {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (room != null) {
            parameters.put("room", List.of(room));
        }
        if (!states.isEmpty()) {
            parameters.put("state", states);
        }
        parameters.put("limit", List.of(String.valueOf(wanted)));
        return server.get(AdminClient.query(ChatReply.BASE + "/messages", parameters));
    }

    private int follow(AdminClient server, CommandOutput screen) throws AdminFailure, InterruptedException {
        Map<String, String> seen = new LinkedHashMap<>();
        while (true) {
            List<JsonObject> messages = new ArrayList<>(JsonView.objects(page(server, FOLLOWED), "messages"));
            Collections.reverse(messages);
            for (JsonObject message : messages) {
                String state = JsonView.text(message, "state") + " " + JsonView.text(message, "attempts");
                if (state.equals(seen.put(JsonView.text(message, "message"), state))) {
                    continue;
                }
                if (screen.json()) {
                    screen.next(message);
                } else {
                    screen.line(colour(JsonView.text(message, "state")), row(message));
                }
            }
            while (seen.size() > MAX_REMEMBERED) {
                seen.remove(seen.keySet().iterator().next());
            }
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        }
    }

    private static String row(JsonObject message) {
        return String.format(
                        "%-10s %-8s %-12s %-19s %s",
                        JsonView.text(message, "message"),
                        JsonView.text(message, "state"),
                        JsonView.text(message, "room"),
                        JsonView.time(message, "received"),
                        JsonView.text(message, "event") + " " + JsonView.repository(message) + "  " + said(message))
                .stripTrailing();
    }

    /** Returns what the service said, or why the message failed. */
    private static String said(JsonObject message) {
        String error = JsonView.text(message, "error");
        return error.isEmpty() ? JsonView.text(message, "said") : error;
    }

    private static Terminal.Colour colour(String state) {
        return switch (state) {
            case "sent" -> Terminal.Colour.GREEN;
            case "failed", "vanished" -> Terminal.Colour.RED;
            case "sending" -> Terminal.Colour.CYAN;
            default -> Terminal.Colour.YELLOW;
        };
    }
}
