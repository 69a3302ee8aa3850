package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.HookTrust;
import dev.jenvoy.hook.NameRule;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.permission.Flaw;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists every file below a hooks folder, the deliveries that it matches, and the findings. Reads the current state, in
 * the byte order of names.
 *
 * @param files every file, and every folder that was not entered
 * @param findings faults first, each kind in the order of the files
 */
public record HookCatalogue(List<HookListing> files, List<Finding> findings) {
    public HookCatalogue {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /**
     * Reads the folder, and the beginning of every hook. Reports a folder that is missing or cannot be read as a
     * finding.
     */
    public static HookCatalogue of(HookSettings settings) {
        return of(settings, new HookHeads(InstantSource.system()));
    }

    /**
     * Does the same, and lets the heads be known afterwards.
     *
     * @param heads knows the heads of files
     */
    public static HookCatalogue of(HookSettings settings, HookHeads heads) {
        ChildRule rule = settings.rule();
        List<FolderTree.Node> nodes;
        try {
            nodes = FolderTree.of(settings.folder(), rule);
        } catch (IOException e) {
            return new HookCatalogue(
                    List.of(), List.of(Finding.fault("", "the hooks folder is missing or cannot be read")));
        }
        Set<String> paths = nodes.stream().map(FolderTree.Node::path).collect(Collectors.toCollection(HashSet::new));
        List<HookListing> files = new ArrayList<>(nodes.size());
        List<Finding> faults = new ArrayList<>();
        List<Finding> warnings = new ArrayList<>();
        HookTrust trust = new HookTrust(InstantSource.system());
        List<Flaw> above = settings.modes().look(settings.folder());
        Set<Path> reported = new HashSet<>();
        for (Flaw flaw : above) {
            reported.add(flaw.at());
            boolean refused = flaw.isGrave() && settings.modes().isEnforced();
            Finding finding = whole(refused, flaw.wordsWithPath("the hooks folder"));
            (refused ? faults : warnings).add(finding);
        }
        for (FolderTree.Node node : nodes) {
            HookLint inspection = new HookLint(node, settings, paths::contains, trust, heads, reported);
            if (inspection.isWorthListing()) {
                files.add(inspection.listed());
            }
            inspection
                    .finding()
                    .ifPresent(
                            finding -> (finding.severity() == Finding.Severity.FAULT ? faults : warnings).add(finding));
        }
        if (nodes.size() >= FolderTree.MAX_FILES) {
            warnings.add(
                    Finding.warning("", "more than " + FolderTree.MAX_FILES + " files: the others are not listed"));
        }
        settings.options()
                .unmatched(paths)
                .forEach(pattern -> warnings.add(Finding.warning(
                        "", "the options of \"" + pattern + "\" apply to no hook: no file's name matches")));
        if (rule == ChildRule.PREFIX) {
            PrefixCollisions.of(files).forEach(sentence -> warnings.add(Finding.warning("", sentence)));
        }
        faults.addAll(warnings);
        return new HookCatalogue(files, faults);
    }

    /** Returns the files below the hooks folder that may run; empty if the folder cannot be read. Reads their names alone. */
    public static List<String> names(HookSettings settings) {
        try {
            return FolderTree.of(settings.folder(), settings.rule()).stream()
                    .filter(node -> node.unseen() == null)
                    .map(FolderTree.Node::path)
                    .filter(path -> NameRule.never(path.substring(path.lastIndexOf('/') + 1))
                            .isEmpty())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Finding whole(boolean refused, String words) {
        return refused
                ? Finding.fault("", words + "; until then, the result of every hook is 126")
                : Finding.warning("", words);
    }

    /** Returns the same with further findings. */
    public HookCatalogue with(List<Finding> further) {
        List<Finding> all = new ArrayList<>(further);
        all.addAll(findings);
        // The sort is stable, so the order of the files is kept.
        all.sort(Comparator.comparing(Finding::severity));
        return new HookCatalogue(files, all);
    }

    /** Returns whether there is a fault among the findings. */
    public boolean isBad() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.FAULT);
    }

    /** Returns the finding about this file, if any. */
    Optional<Finding> finding(String path) {
        return findings.stream().filter(finding -> finding.path().equals(path)).findFirst();
    }
}
