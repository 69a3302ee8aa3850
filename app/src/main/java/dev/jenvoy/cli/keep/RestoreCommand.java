package dev.jenvoy.cli.keep;

import dev.jenvoy.app.keep.DataArchive;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a data folder from a backup. */
@Command(
        name = "restore",
        description = {
            "Makes the data folder what a backup holds. Checks all of the backup first: checksums, the journal's"
                    + " integrity, its version.",
            "Refuses a data folder that a server uses, and one that is not empty."
        },
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The archive that \"backup\" wrote.")
    private Path file = Path.of("");

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--replace",
            description = "Move what is in the data folder into a folder within; nothing is deleted.")
    private boolean replace;

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
        PrintWriter out = command.commandLine().getOut();
        try {
            DataArchive.Restored restored = DataArchive.restore(archive, folder, replace);
            out.println("Restored: " + CheckText.visible(folder.toString()) + ", " + restored.files() + " files"
                    + restored.made()
                            .map(made -> ", as of " + CheckText.visible(made))
                            .orElse(""));
            restored.moved()
                    .ifPresent(moved -> out.println("What was there before: " + CheckText.visible(moved.toString())));
            out.println("Deliveries that were unfinished then are finished by the next start: their hooks run.");
            return ExitCode.OK;
        } catch (DataArchive.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + CheckText.visible(String.valueOf(e.getMessage())));
            return ExitCode.FAILED;
        }
    }
}
