package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.Pairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every start says of a configuration that works and should yet be looked at. */
final class StartWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(StartWarnings.class);

    private StartWarnings() {}

    static void log(LoadResult.Loaded loaded) {
        loaded.warnings().forEach(warning -> LOG.warn("configuration to look at problem=\"{}\"", warning.describe()));
        Config config = loaded.config();
        if (!Files.isDirectory(config.hooksPath())) {
            LOG.warn(
                    "hooks folder is missing, every delivery is answered 503 until it is there folder={}",
                    config.hooksPath());
        }
        if (isRoot()) {
            LOG.warn("the server runs as root, and so does every hook: give it a user of its own");
        }
    }

    /** Where one repository's hook also runs as another's child. Reads the whole hooks folder. */
    static void logPairs(Config config) {
        if (Settings.rule(config) == ChildRule.PREFIX) {
            Pairs.sentences(config.hooksPath())
                    .forEach(sentence -> LOG.warn("hook that runs as a child of another repository's: {}", sentence));
        }
    }

    private static boolean isRoot() {
        try {
            // Its files in /proc belong to whom a process runs as.
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self/status"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
