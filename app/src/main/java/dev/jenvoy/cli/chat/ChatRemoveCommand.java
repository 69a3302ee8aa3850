package dev.jenvoy.cli.chat;

import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes routes. */
@Command(
        name = "remove",
        description = "Removes a route, or all routes of a repository. Tokens that no other route needs go as well.",
        mixinStandardHelpOptions = true)
final class ChatRemoveCommand extends AdminCommand {

    @Parameters(index = "0", paramLabel = "REPO", description = "owner/name or owner/*, as the route has it.")
    private String repo = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ROOM", description = "Only the route to this room.")
    private @Nullable String room;

    @Option(names = "--travis", description = "Routes for builds of Travis CI.")
    private boolean travis;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("repo", List.of(repo));
        if (room != null) {
            parameters.put("room", List.of(room));
        }
        parameters.put("set", List.of(ChatReply.set(travis)));
        return ChatReply.print(
                screen, server.send("DELETE", AdminClient.query(ChatReply.BASE + "/routes", parameters), null));
    }
}
