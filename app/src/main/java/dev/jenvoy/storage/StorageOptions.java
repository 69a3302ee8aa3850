package dev.jenvoy.storage;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Options of what is kept on disk.
 *
 * @param folder the data folder
 * @param retention how long deliveries are kept
 */
public record StorageOptions(Path folder, Duration retention) {
    public static final OptionGroup<StorageOptions> GROUP = OptionGroup.of(
            Options.path("data_path", "data").restart("Folder of the journal."),
            Options.duration("retention", Duration.ofDays(30)).live("How long deliveries are kept."),
            StorageOptions::new);
}
