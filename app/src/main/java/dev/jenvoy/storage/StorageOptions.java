package dev.jenvoy.storage;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Options of what is kept on disk.
 *
 * @param folder the data folder
 * @param durability what an accepted delivery survives, in a journal that belongs to one server
 * @param retention how long deliveries are kept
 */
public record StorageOptions(Path folder, Survives durability, Duration retention) {

    /** What an accepted delivery survives. */
    public enum Survives {
        /** The end of the server; a power cut may lose it. */
        PROCESS,
        /** The end of the machine, too: it is synced to disk before it counts as accepted. */
        MACHINE
    }

    public static final OptionGroup<StorageOptions> GROUP = OptionGroup.of(
            Options.path("data_path", "data").restart("Folder of the journal."),
            Options.choice("durability", Survives.values(), Survives.MACHINE)
                    .restart(
                            "What an accepted delivery survives: the end of the machine, or only that of the process."),
            Options.duration("retention", Duration.ofDays(30)).live("How long deliveries are kept."),
            StorageOptions::new);
}
