package dev.jenvoy.cli.chat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports routes, default events and tokens. */
@Command(
        name = "import",
        description = {
            "Imports what \"chat export\" printed, or the state of RepoHook or TravisHook.",
            "Exit code 0 when all was imported, 1 when something was not, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
final class ChatImportCommand extends AdminCommand {

    private static final long MAX_FILE_BYTES = 4 << 20;

    @Parameters(paramLabel = "FILE", description = "A JSON file.")
    private @Nullable Path file;

    @Option(
            names = "--map",
            paramLabel = "OLD=ROOM",
            description = "Imports routes to the room OLD as routes to this room. Can be repeated.")
    private Map<String, String> rooms = new LinkedHashMap<>();

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            completionCandidates = ChatWords.Families.class,
            description = "The family of the tokens. Default: as the events say.")
    private @Nullable String family;

    private final List<String> lines = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure, IOException {
        for (ImportedState state : ImportedState.of(read(), family)) {
            bring(server, state);
        }
        if (screen.json()) {
            JsonObject all = new JsonObject();
            all.add("imported", ChatReply.texts(lines));
            all.add("problems", ChatReply.texts(troubles));
            screen.object(all);
        } else {
            lines.forEach(screen::line);
            troubles.forEach(line -> screen.line(Terminal.Colour.RED, "Not imported: " + line));
        }
        return troubles.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private JsonObject read() throws AdminFailure, IOException {
        Path path = surroundings().folder().resolve(String.valueOf(file));
        Optional<String> flaw = GivenFile.flaw(path);
        if (flaw.isPresent()) {
            throw new AdminFailure(flaw.get());
        }
        try {
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new AdminFailure("the file is too large: expected at most " + MAX_FILE_BYTES + " bytes");
            }
            if (JsonParser.parseString(Files.readString(path)) instanceof JsonObject object) {
                return object;
            }
        } catch (NoSuchFileException e) {
            throw new AdminFailure("there is no file " + path);
        } catch (JsonParseException e) {
            // Reported below, like everything else that is no object.
        }
        throw new AdminFailure("the file is not a JSON object");
    }

    private void bring(AdminClient server, ImportedState state) throws AdminFailure {
        if (!state.defaults().isEmpty()) {
            JsonObject body = ChatReply.body(state.travis());
            body.add("events", texts(state.defaults()));
            note("defaults", server.send("PUT", ChatReply.BASE + "/defaults", body));
        }
        for (ImportedState.Repository repository : state.repositories()) {
            for (ImportedState.Target target : repository.targets()) {
                JsonObject body = ChatReply.body(state.travis());
                body.addProperty("repo", repository.name());
                body.addProperty("room", rooms.getOrDefault(target.room(), target.room()));
                body.add("events", texts(target.events()));
                note(
                        repository.name() + " \u2192 " + target.room(),
                        target.events().isEmpty() ? null : server.send("PUT", ChatReply.BASE + "/routes", body));
            }
            if (repository.token() != null) {
                bringToken(server, repository, repository.token());
            }
            if (repository.hidesToken()) {
                troubles.add("the token of " + repository.name() + ": the file does not have it");
            }
        }
    }

    private void bringToken(AdminClient server, ImportedState.Repository repository, String token) throws AdminFailure {
        String path = ChatReply.tokenPath(repository.family(), repository.name());
        JsonObject body = new JsonObject();
        body.addProperty("token", token);
        note("the token of " + repository.name(), path.isEmpty() ? null : server.send("PUT", path, body));
    }

    /** Keeps the reply, which names the events that are unknown. */
    private void note(String what, AdminClient.@Nullable Reply reply) throws AdminFailure {
        if (reply == null) {
            troubles.add(what + ": nothing to import");
        } else if (reply.status() >= 300) {
            troubles.add(what + ": " + reply.error());
        } else {
            lines.addAll(JsonView.texts(reply.json(), "reply").stream()
                    .filter(line -> !line.startsWith("no token for "))
                    .toList());
        }
    }

    private static JsonArray texts(List<String> texts) {
        return ChatReply.texts(texts);
    }
}
