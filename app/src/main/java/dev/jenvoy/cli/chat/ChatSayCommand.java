package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says something in a room. */
@Command(
        name = "say",
        description = "Says a text in a room at once, and prints what the service answers.",
        mixinStandardHelpOptions = true)
final class ChatSayCommand extends AdminCommand {

    private static final int MAX_INPUT_BYTES = 16 * 1024;

    @Parameters(index = "0", paramLabel = "ROOM", description = "The name of a room.")
    private String room = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TEXT",
            description = "The text; - reads it from standard input.")
    private List<String> text = List.of();

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure, IOException {
        String whole = text.equals(List.of("-"))
                ? new String(System.in.readNBytes(MAX_INPUT_BYTES), StandardCharsets.UTF_8).strip()
                : String.join(" ", text);
        JsonObject body = new JsonObject();
        body.addProperty("text", whole);
        return SaidLine.print(
                screen, server.send("POST", ChatReply.BASE + "/rooms/" + ChatReply.segment(room) + "/say", body));
    }
}
