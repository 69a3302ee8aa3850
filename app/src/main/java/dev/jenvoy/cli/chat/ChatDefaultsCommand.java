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

/** Shows or sets the default events. */
@Command(
        name = "defaults",
        description = "Shows the events of a route that names none, or sets them. Routes that exist keep theirs.",
        mixinStandardHelpOptions = true)
final class ChatDefaultsCommand extends AdminCommand {

    @Parameters(arity = "0..*", paramLabel = "EVENT", description = "Event words, such as push.")
    private List<String> words = List.of();

    /** Words such as {@code -bots}, which look like options. Picocli adds them here. */
    @Unmatched
    private List<String> dashed = new ArrayList<>();

    @Mixin
    private final EventArguments arguments = new EventArguments();

    @Option(names = "--travis", description = "Those of routes for builds of Travis CI.")
    private boolean travis;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        String path = ChatReply.BASE + "/defaults";
        List<String> all = arguments.of(words, dashed, this);
        if (all.isEmpty()) {
            return ChatReply.print(screen, server.send("GET", path + "?set=" + ChatReply.set(travis), null));
        }
        JsonObject body = ChatReply.body(travis);
        body.add("events", ChatReply.texts(all));
        return ChatReply.print(screen, server.send("PUT", path, body));
    }
}
