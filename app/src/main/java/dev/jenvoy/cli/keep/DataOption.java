package dev.jenvoy.cli.keep;

import dev.jenvoy.app.Settings;
import dev.jenvoy.app.keep.ServersKey;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.JournalSection;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.endpoint.EndpointOptions;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.storage.JournalOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that name a data folder. */
final class DataOption {

    /** What the commands about a data folder say where the journal is in a database. */
    static final String DATABASE =
            "the journal is in a database, and not in the data folder: back up and restore it with the database's own"
                    + " tools (pg_basebackup, pgBackRest, pg_dump); --data names the folder of an SQLite journal";

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder. Default: data_path of the configuration.")
    private @Nullable Path data;

    /**
     * Returns the data folder. Needs only its key of the configuration, and only without {@code --data}.
     *
     * @throws ParameterException when the configuration does not say where it is
     */
    Path folder(CommandSpec command, Surroundings surroundings) {
        if (data != null) {
            return surroundings.folder().resolve(data).normalize();
        }
        ConfigFile file = config.locate(command, surroundings);
        PartialConfig read = file.loadPartly();
        Optional<Problem> problem = read.unreadable().or(() -> read.errorAt("data_path"));
        if (problem.isPresent()) {
            throw new ParameterException(
                    command.commandLine(),
                    "data_path cannot be read here; use --data: "
                            + problem.get().describe());
        }
        return Settings.dataFolder(read.config());
    }

    /** Returns whether the configuration names a database, and no {@code --data} names a folder. */
    boolean isDatabase(CommandSpec command, Surroundings surroundings) {
        return data == null
                && config.locate(command, surroundings)
                        .loadPartly()
                        .config()
                        .get(JournalSection.GROUP)
                        .isPresent();
    }

    /** Returns the database that the configuration names; empty if it names no database. */
    Optional<JournalOptions> database(CommandSpec command, Surroundings surroundings) {
        PartialConfig read = config.locate(command, surroundings).loadPartly();
        Optional<Problem> problem = read.unreadable().or(() -> read.errorAt("journal"));
        if (problem.isPresent()) {
            throw new ParameterException(command.commandLine(), problem.get().describe());
        }
        return read.config().get(JournalSection.GROUP);
    }

    /** Returns the key of endpoints that the configuration names. */
    ServersKey endpointKey(CommandSpec command, Surroundings surroundings) {
        PartialConfig read = config.locate(command, surroundings).loadPartly();
        return read.errorAt("endpoint_key")
                .map(problem -> ServersKey.missing(problem.describe()))
                .or(() -> read.config().get(EndpointOptions.GROUP).text().map(ServersKey::of))
                .orElseGet(() -> ServersKey.missing("the configuration has no endpoint_key"));
    }
}
