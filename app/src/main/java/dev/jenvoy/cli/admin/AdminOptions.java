package dev.jenvoy.cli.admin;

import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.config.ConfigFile;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of every command that calls a running server. */
final class AdminOptions {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server's admin listener. Default: admin_host and admin_port of the configuration.")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "REFERENCE",
            description = "The admin token: env:NAME or file:PATH. Default, without --url: that of the configuration.")
    private @Nullable String token;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "Colour: ${COMPLETION-CANDIDATES}. Default: auto, on a terminal unless NO_COLOR is set.")
    private Terminal.Colours colours = Terminal.Colours.AUTO;

    AdminClient client(CommandSpec command, Surroundings surroundings) throws AdminFailure {
        return new AdminClient(ServerUrl.find(
                url,
                token,
                config.locate(command, surroundings),
                surroundings,
                line -> command.commandLine().getErr().println("jenvoy: " + line)));
    }

    ConfigFile configFile(CommandSpec command, Surroundings surroundings) {
        return config.locate(command, surroundings);
    }

    boolean isJson() {
        return json;
    }

    Terminal terminal(Map<String, String> environment) {
        return Terminal.of(colours, environment);
    }
}
