package dev.jenvoy.cli.keep;

import dev.jenvoy.app.keep.DataArchive;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.serve.ServerRunner;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes all that a server keeps into one file. */
@Command(
        name = "backup",
        description = {
            "Writes all that the server keeps into one file: the journal, payloads in files, the key of endpoints. The"
                    + " server may run.",
            "The configuration and the hooks are not in it. Everyone who has the file can read every payload: it has"
                    + " mode 0600."
        },
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The archive (zip), which must not exist yet.")
    private Path file = Path.of("");

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        if (data.isDatabase(command, surroundings)) {
            command.commandLine().getErr().println("jenvoy: " + DataOption.DATABASE);
            return ExitCode.FAILED;
        }
        Path folder = data.folder(command, surroundings);
        Path archive = surroundings.folder().resolve(file).normalize();
        try {
            DataArchive.Written written = DataArchive.write(folder, archive, ServerRunner.version());
            command.commandLine()
                    .getOut()
                    .println("Written: " + CheckText.visible(CheckText.relative(surroundings.folder(), archive)) + ", "
                            + written.files() + " files, " + written.bytes()
                            + " bytes; the journal in it was checked.");
            written.skipped()
                    .forEach(name -> command.commandLine()
                            .getErr()
                            .println("warning: not in it, because Jenvoy makes no file of this name: "
                                    + CheckText.visible(name)));
            return ExitCode.OK;
        } catch (DataArchive.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + CheckText.visible(String.valueOf(e.getMessage())));
            return ExitCode.FAILED;
        }
    }
}
