package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Makes a route. */
@Command(
        name = "route",
        description = {
            "Says these events of a repository in a room, or changes which.",
            "Without events, a copy of the default events. Words may begin with -, such as -bots."
        },
        mixinStandardHelpOptions = true)
final class ChatRouteCommand extends AdminCommand {

    @Parameters(index = "0", paramLabel = "REPO", description = "owner/name, or owner/* for all of an owner.")
    private String repo = "";

    @Parameters(index = "1", paramLabel = "ROOM", description = "The name of a room, or its address at the service.")
    private String room = "";

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "EVENT", description = "Event words, such as push.")
    private List<String> words = List.of();

    /** Words such as {@code -bots}, which look like options. Picocli adds them here. */
    @Unmatched
    private List<String> dashed = new ArrayList<>();

    @Mixin
    private final EventArguments arguments = new EventArguments();

    @Option(names = "--travis", description = "A route for builds of Travis CI.")
    private boolean travis;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        List<String> all = arguments.of(words, dashed, this);
        JsonObject body = ChatReply.body(travis);
        body.addProperty("repo", repo);
        body.addProperty("room", room);
        body.add("events", ChatReply.texts(all));
        return ChatReply.print(screen, server.send("PUT", ChatReply.BASE + "/routes", body));
    }
}
