package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.config.TlsSection;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs warnings at the start about a configuration that works but needs attention. */
final class StartWarnings {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");

    /** The maximum number of warnings in the log; {@code check} shows all. */
    private static final int MAX_WARNINGS = 40;

    private StartWarnings() {}

    static void log(LoadResult.Loaded loaded, DiskCheck disk) {
        disk.warnings().forEach(warning -> LOG.warn("warning about permissions problem=\"{}\"", warning));
        loaded.warnings()
                .forEach(warning -> LOG.warn("warning about the configuration problem=\"{}\"", warning.describe()));
        Config config = loaded.config();
        if (!Files.isDirectory(config.get(HooksOptions.GROUP).folder())) {
            LOG.warn(
                    "hooks folder is missing, every delivery is rejected with 503 until it exists folder={}",
                    config.get(HooksOptions.GROUP).folder());
        }
        if (isRoot()) {
            LOG.warn("the server and every hook run as root: use a separate user");
        }
    }

    /** Returns what is wrong with the files of certificate and key, and logs what is no error. */
    static List<Problem> certificate(Config config, FileReader files, InstantSource clock) {
        List<Problem> problems = TlsSection.files(config, files, clock.instant());
        problems.stream()
                .filter(problem -> !problem.isError())
                .forEach(problem -> LOG.warn("warning about the certificate problem=\"{}\"", problem.describe()));
        return problems;
    }

    /**
     * Logs hooks that never run or cannot be started, and problems of the folder as a whole. Reads the whole folder.
     *
     * @param heads knows the heads of all hooks afterwards
     */
    static void logHooks(Config config, HookSettings settings, HookHeads heads) {
        if (!Files.isDirectory(settings.folder())) {
            return;
        }
        HookCatalogue catalogue = HookCatalogue.of(settings, heads);
        HeadReports.warnings(config, catalogue).forEach(words -> LOG.warn("warning about hooks problem=\"{}\"", words));
        List<Finding> findings = catalogue.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.FAULT
                        || finding.path().isEmpty())
                .toList();
        findings.stream().limit(MAX_WARNINGS).forEach(finding -> {
            if (finding.path().isEmpty()) {
                LOG.warn("warning about hooks problem=\"{}\"", finding.text());
            } else {
                // The problem may quote the hook's first line, and no content of a file may appear in the log.
                LOG.warn("warning about a hook, see \"jenvoy check\" hook={}", finding.path());
            }
        });
        if (findings.size() > MAX_WARNINGS) {
            LOG.warn("more warnings about hooks, see \"jenvoy check\" count={}", findings.size() - MAX_WARNINGS);
        }
    }

    private static boolean isRoot() {
        try {
            // A process' files in /proc belong to its user.
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self/status"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
