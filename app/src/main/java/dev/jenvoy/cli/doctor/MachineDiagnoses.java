package dev.jenvoy.cli.doctor;

import dev.jenvoy.app.DiskCheck;
import dev.jenvoy.app.Settings;
import dev.jenvoy.app.keep.DatabaseCheck;
import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.hooks.CheckedConfig;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.JournalSection;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.storage.JournalOptions;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at this machine's Java, at the configuration, the disk and the permissions. Changes nothing. */
final class MachineDiagnoses {

    private static final long MIN_FREE_BYTES = 100L << 20;
    private static final long LITTLE_FREE_BYTES = 1L << 30;
    private static final int SHOWN = 3;

    private final CheckedConfig checked;
    private final Map<String, String> environment;

    MachineDiagnoses(CheckedConfig checked, Map<String, String> environment) {
        this.checked = checked;
        this.environment = environment;
    }

    List<Diagnosis> all() {
        List<Diagnosis> all = new ArrayList<>();
        all.add(Diagnosis.ok("java", System.getProperty("java.version") + " in " + System.getProperty("java.home")));
        all.addAll(configuration());
        @Nullable Config config = checked.config();
        if (config != null) {
            all.add(disk(Settings.dataFolder(config)));
            all.addAll(permissions(config));
            all.add(hooks(config));
            config.get(JournalSection.GROUP).ifPresent(journal -> all.addAll(database(journal)));
        }
        return all;
    }

    private List<Diagnosis> configuration() {
        if (checked.isMissing()) {
            return List.of(Diagnosis.warning(
                    "configuration",
                    "there is no " + checked.file() + ", so the defaults are looked at",
                    CalledAs.words() + " init writes one"));
        }
        List<Diagnosis> all = new ArrayList<>();
        for (Problem problem : checked.problems()) {
            if (all.size() < SHOWN) {
                all.add(
                        problem.isError()
                                ? Diagnosis.fault("configuration", problem.describe(), "edit " + checked.file())
                                : Diagnosis.warning("configuration", problem.describe(), "edit " + checked.file()));
            }
        }
        if (checked.problems().size() > SHOWN) {
            all.add(Diagnosis.warning(
                    "configuration",
                    checked.problems().size() - SHOWN + " more to look at",
                    CalledAs.words() + " config check lists all"));
        }
        return all.isEmpty()
                ? List.of(Diagnosis.ok("configuration", checked.file().toString()))
                : all;
    }

    private static Diagnosis disk(Path data) {
        Path there = data;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            FileStore store = Files.getFileStore(there);
            long free = store.getUsableSpace();
            String words = (free >> 20) + " MB free for " + data;
            String cure = "free room on that disk, or shorten retention";
            if (free < MIN_FREE_BYTES) {
                return Diagnosis.fault("disk", words, cure);
            }
            return free < LITTLE_FREE_BYTES ? Diagnosis.warning("disk", words, cure) : Diagnosis.ok("disk", words);
        } catch (IOException e) {
            return Diagnosis.warning("disk", "the disk of " + data + " cannot be asked: " + e, "");
        }
    }

    private List<Diagnosis> permissions(Config config) {
        DiskCheck disk = DiskCheck.of(config, environment);
        List<Diagnosis> all = new ArrayList<>();
        disk.faults().forEach(words -> all.add(Diagnosis.fault("permissions", words, "chmod or chown as it says")));
        disk.warnings().forEach(words -> all.add(Diagnosis.warning("permissions", words, "")));
        return all.isEmpty()
                ? List.of(Diagnosis.ok("permissions", "no other user may change what the server trusts"))
                : all;
    }

    private static List<Diagnosis> database(JournalOptions journal) {
        DatabaseCheck database = DatabaseCheck.of(journal);
        List<Diagnosis> all = new ArrayList<>();
        database.faults().forEach(words -> all.add(Diagnosis.fault("database", words, "")));
        database.warnings().forEach(words -> all.add(Diagnosis.warning("database", words, "")));
        return all.isEmpty() ? List.of(Diagnosis.ok("database", "its settings keep what is promised")) : all;
    }

    private Diagnosis hooks(Config config) {
        HookCatalogue catalogue = HookCatalogue.of(Settings.hooks(config, environment));
        String cure = CalledAs.words() + " check says which and why";
        long faults = count(catalogue, Finding.Severity.FAULT);
        if (faults > 0) {
            return Diagnosis.fault("hooks", faults + " faults among the hooks", cure);
        }
        long warnings = count(catalogue, Finding.Severity.WARNING);
        long running = catalogue.files().stream()
                .filter(file -> file.never().isEmpty())
                .count();
        String words = running + (running == 1 ? " hook" : " hooks");
        return warnings > 0
                ? Diagnosis.warning("hooks", words + ", " + warnings + " warnings", cure)
                : Diagnosis.ok("hooks", words);
    }

    private static long count(HookCatalogue catalogue, Finding.Severity severity) {
        return catalogue.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
