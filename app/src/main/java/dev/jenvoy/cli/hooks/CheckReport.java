package dev.jenvoy.cli.hooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.app.DiskCheck;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.config.Config;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.hook.lint.HookListing;
import dev.jenvoy.hook.lint.NameInterpretation;
import dev.jenvoy.option.json.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code check} found.
 *
 * @param folder the working folder, from which paths are told
 * @param catalogue the hooks folder; {@code null} where the configuration does not say which
 * @param disk what else the server trusts on disk; {@code null} likewise
 * @param fine whether nothing is bad
 */
record CheckReport(
        Path folder,
        CheckedConfig checked,
        @Nullable HookCatalogue catalogue,
        @Nullable DiskCheck disk,
        boolean fine) {

    /** Names longer than this do not push all the others' columns to the right. */
    private static final int WIDEST = 50;

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String file = CheckText.relative(folder, checked.file());
        lines.add("Configuration: " + CheckText.visible(file)
                + (checked.isMissing() ? " is not there; the defaults are used" : ""));
        @Nullable Config config = checked.config();
        if (config == null || catalogue == null) {
            lines.add("Hooks: not looked at, because hooks_path or child_hooks cannot be read");
        } else {
            lines.add("Hooks: "
                    + CheckText.visible(CheckText.relative(
                            folder, config.get(HooksOptions.GROUP).folder())) + ", "
                    + count(catalogue.files().size()) + ", child_hooks "
                    + config.get(HooksOptions.GROUP).childRule().word());
            if (config.get(HooksOptions.GROUP).childRule() == ChildRule.PREFIX) {
                lines.add("  (in this mode a name also runs as a child of every shorter one that it begins with,"
                        + " unless it goes on with -)");
            }
            table(catalogue.files(), lines);
        }
        section("Faults", faults(), lines);
        section("Warnings", warnings(), lines);
        lines.add("");
        lines.add(fine ? "Fine." : "Not fine.");
        return lines;
    }

    private static String count(int files) {
        return files == 1 ? "1 file" : files + " files";
    }

    private static void table(List<HookListing> files, List<String> lines) {
        if (files.isEmpty()) {
            return;
        }
        int width = files.stream()
                .mapToInt(file -> CheckText.visible(file.path()).length())
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(WIDEST);
        lines.add("");
        for (HookListing file : files) {
            String name = CheckText.visible(file.path());
            lines.add("  " + name + " ".repeat(Math.max(0, width - name.length())) + "  "
                    + CheckText.visible(answersTo(file)));
        }
    }

    private static String answersTo(HookListing file) {
        return file.never()
                .map(why -> "never runs: " + why)
                .orElseGet(() ->
                        file.readings().stream().map(NameInterpretation::words).collect(Collectors.joining("; ")));
    }

    private static void section(String title, List<String> entries, List<String> lines) {
        if (!entries.isEmpty()) {
            lines.add("");
            lines.add(title + ":");
            entries.forEach(entry -> lines.add("  " + CheckText.visible(entry)));
        }
    }

    private List<String> faults() {
        return told(true, Finding.Severity.FAULT);
    }

    private List<String> warnings() {
        return told(false, Finding.Severity.WARNING);
    }

    private List<String> told(boolean errors, Finding.Severity severity) {
        List<String> told = new ArrayList<>();
        checked.problems().stream()
                .filter(problem -> problem.isError() == errors)
                .map(Problem::describe)
                .map(text -> CheckText.relative(folder, checked.file()) + ": " + text)
                .forEach(told::add);
        if (disk != null) {
            told.addAll(errors ? disk.faults() : disk.warnings());
        }
        if (catalogue != null) {
            catalogue.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .map(finding -> finding.path().isEmpty() ? finding.text() : finding.path() + ": " + finding.text())
                    .forEach(told::add);
        }
        return told;
    }

    /** For programs. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("fine", fine);
        json.add("config", checked.json(folder));
        @Nullable Config config = checked.config();
        if (config != null && catalogue != null) {
            JsonObject hooks = new JsonObject();
            hooks.addProperty(
                    "folder",
                    CheckText.relative(folder, config.get(HooksOptions.GROUP).folder()));
            hooks.addProperty(
                    "child_hooks", config.get(HooksOptions.GROUP).childRule().word());
            JsonArray files = new JsonArray();
            catalogue.files().forEach(file -> files.add(json(file)));
            hooks.add("files", files);
            JsonArray findings = new JsonArray();
            catalogue.findings().forEach(finding -> findings.add(json(finding)));
            hooks.add("findings", findings);
            json.add("hooks", hooks);
        }
        if (disk != null) {
            JsonObject found = new JsonObject();
            found.add("faults", texts(disk.faults()));
            found.add("warnings", texts(disk.warnings()));
            json.add("disk", found);
        }
        return json;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonObject json(HookListing file) {
        JsonObject json = new JsonObject();
        json.addProperty("path", file.path());
        file.never().ifPresent(why -> json.addProperty("never", why));
        JsonArray readings = new JsonArray();
        for (NameInterpretation reading : file.readings()) {
            JsonObject one = new JsonObject();
            one.addProperty("event", reading.event() == null ? "*" : reading.event());
            add(one, "owner", reading.owner());
            add(one, "repository", reading.repository());
            add(one, "branch", reading.branch());
            add(one, "child_of", reading.childOf());
            readings.add(one);
        }
        json.add("answers_to", readings);
        return json;
    }

    private static void add(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.addProperty(name, value);
        }
    }

    private static JsonObject json(Finding finding) {
        JsonObject json = new JsonObject();
        json.addProperty("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.addProperty("path", finding.path());
        json.addProperty("text", finding.text());
        return json;
    }
}
