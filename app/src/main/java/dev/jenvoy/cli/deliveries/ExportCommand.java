package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.admin.AdminList;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes deliveries, or the runs of their hooks, for other programs. */
@Command(
        name = "export",
        description = {
            "Writes all deliveries that match, newest first, as JSON lines or CSV; with --runs each run of a hook.",
            "Outputs and payloads are not among them."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand extends AdminCommand {

    @Mixin
    private final DeliveryFilter filter = new DeliveryFilter();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: jsonl.")
    private Format format = Format.JSONL;

    @Option(names = "--runs", description = "A line for each attempt of a hook, not for each delivery.")
    private boolean runs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file, which must not exist yet, instead of printing.")
    private @Nullable Path output;

    /** The formats. */
    enum Format {
        JSONL,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        @Nullable Path file = output;
        if (file == null) {
            write(server, screen.out());
            return ExitCode.OK;
        }
        Path target = surroundings().folder().resolve(file);
        try (PrintWriter out = new PrintWriter(
                Files.newBufferedWriter(target, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW))) {
            write(server, out);
            if (out.checkError()) {
                throw new AdminFailure(target + " cannot be written");
            }
            return ExitCode.OK;
        } catch (FileAlreadyExistsException e) {
            throw new AdminFailure("there is a file " + target + " already");
        } catch (IOException e) {
            throw new AdminFailure(target + " cannot be written: " + e.getMessage());
        }
    }

    private void write(AdminClient server, PrintWriter out) throws AdminFailure {
        ExportLines lines = new ExportLines(out, format == Format.CSV, runs);
        lines.begin();
        new AdminList("/api/deliveries", "deliveries").each(server, filter.parameters(), page -> {
            for (JsonObject delivery : page) {
                if (runs) {
                    lines.runs(server.get("/api/deliveries/" + JsonView.number(delivery, "entry")));
                } else {
                    lines.delivery(delivery);
                }
            }
            out.flush();
        });
    }
}
