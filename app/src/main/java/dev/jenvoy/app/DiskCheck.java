package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.dispatch.intake.BackupOptions;
import dev.jenvoy.permission.Flaw;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.storage.StorageOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks what the server trusts on disk in addition to its configuration and hooks: the data folder with the files that
 * it reads there, and its own program. Changes nothing.
 *
 * @param faults reasons not to start
 * @param warnings problems that do not prevent the start
 */
public record DiskCheck(List<String> faults, List<String> warnings) {

    /** The folder of the native library, below the data folder. */
    private static final String NATIVE = "native";

    public DiskCheck {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    /**
     * Checks now. Blocks only for the file system.
     *
     * @param environment the server's own environment, which decides whether findings are faults
     */
    public static DiskCheck of(Config config, Map<String, String> environment) {
        StrictModes modes = StrictModes.of(environment);
        List<String> faults = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        modes.misspelling().ifPresent(warnings::add);
        sort(modes.lookInside(config.get(StorageOptions.GROUP).folder()), "the data folder", modes, faults, warnings);
        for (Path entry : entries(config.get(StorageOptions.GROUP).folder())) {
            sort(modes.lookAtEntry(entry), "the data folder's " + entry.getFileName(), modes, faults, warnings);
        }
        for (Path entry : entries(config.get(StorageOptions.GROUP).folder().resolve(NATIVE))) {
            String name = "the data folder's " + NATIVE + "/" + entry.getFileName();
            sort(modes.lookAtEntry(entry), name, modes, faults, warnings);
        }
        for (Flaw flaw : program(modes)) {
            if (flaw.isGrave()) {
                warnings.add(flaw.wordsWithPath("the server's own program"));
            }
        }
        config.get(BackupOptions.GROUP)
                .folder()
                .filter(folder -> !Files.isDirectory(folder))
                .ifPresent(folder -> warnings.add("backup_path is not a folder: no payload is copied"));
        return new DiskCheck(faults, warnings);
    }

    private static void sort(
            List<Flaw> flaws, String subject, StrictModes modes, List<String> faults, List<String> warnings) {
        for (Flaw flaw : flaws) {
            boolean refused = flaw.isGrave() && modes.isEnforced();
            (refused ? faults : warnings).add(flaw.wordsWithPath(subject));
        }
    }

    private static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            // The folder is missing or unreadable; the code that opens it reports that.
            return List.of();
        }
        entries.sort(null);
        return entries;
    }

    private static List<Flaw> program(StrictModes modes) {
        CodeSource source = DiskCheck.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? List.of()
                    : modes.look(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
