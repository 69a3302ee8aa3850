package dev.jenvoy.dispatch.intake;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Options of the copies of payloads.
 *
 * @param folder where they go; it need not exist, and then no copy is made
 */
public record BackupOptions(Optional<Path> folder) {
    public static final OptionGroup<BackupOptions> GROUP = OptionGroup.of(
            Options.optionalPath("backup_path")
                    .live("Folder for a copy of every verified payload except pings, one copy for each request."),
            BackupOptions::new);
}
