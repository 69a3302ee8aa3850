package dev.jenvoy.cli.config;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.Spelling;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints one value of the configuration. */
@Command(
        name = "get",
        description = {
            "Prints one value of the running server's configuration; if no server runs, the file's. A secret is not shown.",
            "Exit code 0 when there is such a key, 1 when there is none."
        },
        mixinStandardHelpOptions = true)
public final class ConfigGetCommand extends AdminCommand {

    /** Names the keys for the shell's completion. */
    static final class Keys implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    @Parameters(
            paramLabel = "KEY",
            completionCandidates = Keys.class,
            description = "A key, such as http_port, or a path to a value in it: senders.gitlab.secret")
    private String key = "";

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        @Nullable JsonElement at = values(server);
        for (String part : key.split("\\.", -1)) {
            at = at instanceof JsonObject object ? object.get(part) : null;
        }
        if (at == null) {
            throw new AdminFailure("there is no key " + TerminalText.line(key)
                    + Spelling.nearest(key, names())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        }
        if (at.isJsonPrimitive() && !screen.json()) {
            screen.line(at.getAsString());
        } else {
            screen.object(at);
        }
        return ExitCode.OK;
    }

    private JsonObject values(AdminClient server) throws AdminFailure {
        try {
            return JsonView.object(server.get("/api/config"), "values");
        } catch (AdminFailure e) {
            if (!e.isUnreachable()) {
                throw e;
            }
        }
        ConfigFile file = configFile();
        PartialConfig read = file.loadPartly();
        Optional<Problem> problem = read.unreadable().or(() -> read.errorAt(key));
        if (problem.isPresent()) {
            throw new AdminFailure("no server runs, and " + file.path() + " cannot be read: "
                    + problem.get().describe());
        }
        spec().commandLine().getErr().println("jenvoy: no server runs; this is the value of the file");
        return new Gson().toJsonTree(read.config().shown()).getAsJsonObject();
    }

    private static List<String> names() {
        return Config.keys().stream().map(Option::key).toList();
    }
}
