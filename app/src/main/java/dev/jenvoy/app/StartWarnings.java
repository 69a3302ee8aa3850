package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every start says of a configuration that works and should yet be looked at. */
final class StartWarnings {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");

    /** More than these are left to the command that shows all. */
    private static final int MAX_WARNINGS = 40;

    private StartWarnings() {}

    static void log(LoadResult.Loaded loaded, DiskCheck disk) {
        disk.warnings().forEach(warning -> LOG.warn("permissions to look at problem=\"{}\"", warning));
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

    /** Hooks that never run or cannot be started, and what concerns the folder as a whole. Reads the whole folder. */
    static void logHooks(HookSettings settings) {
        if (!Files.isDirectory(settings.folder())) {
            return;
        }
        List<Finding> findings = HookCatalogue.of(settings).findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.FAULT
                        || finding.path().isEmpty())
                .toList();
        findings.stream().limit(MAX_WARNINGS).forEach(finding -> {
            if (finding.path().isEmpty()) {
                LOG.warn("hooks to look at problem=\"{}\"", finding.text());
            } else {
                // What is wrong may quote the hook's first line, and no content of a file goes into the log.
                LOG.warn("hooks to look at, \"jenvoy check\" says why hook={}", finding.path());
            }
        });
        if (findings.size() > MAX_WARNINGS) {
            LOG.warn("more hooks to look at, \"jenvoy check\" names them count={}", findings.size() - MAX_WARNINGS);
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
