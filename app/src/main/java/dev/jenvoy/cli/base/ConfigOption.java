package dev.jenvoy.cli.base;

import dev.jenvoy.config.ConfigFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that names the configuration file, the same for every command. */
public final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration, which must exist. Default: $JENVOY_CONFIG, else ./config.json.")
    private @Nullable Path file;

    /**
     * Returns the configuration file, which may not exist yet.
     *
     * @throws ParameterException when the option names a file that does not exist
     */
    public ConfigFile locate(CommandSpec command, Surroundings surroundings) {
        ConfigFile located = ConfigFile.locate(file, surroundings.environment(), surroundings.folder());
        if (located.mustExist() && located.isMissing()) {
            throw new ParameterException(command.commandLine(), "There is no file " + located.path());
        }
        return located;
    }
}
