package dev.jenvoy.cli.hooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.app.DiskCheck;
import dev.jenvoy.app.HeadReports;
import dev.jenvoy.app.keep.DatabaseCheck;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.config.Config;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookRules;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.head.HeadLine;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.hook.lint.HookListing;
import dev.jenvoy.hook.lint.NameInterpretation;
import dev.jenvoy.option.json.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The findings of {@code check}.
 *
 * @param folder the working folder, for relative paths
 * @param catalogue the hooks folder; {@code null} if the configuration does not name it
 * @param disk other files that the server trusts; {@code null} in the same case
 * @param database the database and its settings, if there is one
 * @param chat what the configuration says about chat, if it says something
 * @param fine whether there is no error
 */
record CheckReport(
        Path folder,
        CheckedConfig checked,
        @Nullable HookCatalogue catalogue,
        @Nullable DiskCheck disk,
        Optional<DatabaseCheck> database,
        Optional<CheckedRooms> chat,
        boolean fine) {

    /** Longer names do not widen the column of names. */
    private static final int WIDEST = 50;

    /** Formats the findings for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String file = CheckText.relative(folder, checked.file());
        lines.add("Configuration: " + CheckText.visible(file)
                + (checked.isMissing() ? " does not exist; the defaults are used" : ""));
        database.flatMap(DatabaseCheck::seen)
                .ifPresent(seen -> lines.add("Database: " + CheckText.visible(seen.words())));
        @Nullable Config config = checked.config();
        if (config == null || catalogue == null) {
            lines.add("Hooks: not checked, because hooks_path or child_hooks cannot be read");
        } else {
            lines.add("Hooks: "
                    + CheckText.visible(CheckText.relative(
                            folder, config.get(HooksOptions.GROUP).folder())) + ", "
                    + count(catalogue.files().size()) + ", child_hooks "
                    + config.get(HooksOptions.GROUP).childRule().word());
            if (config.get(HooksOptions.GROUP).childRule() == ChildRule.PREFIX) {
                lines.add("  (in this mode, a hook also runs as a child of every hook whose name begins its own,"
                        + " unless a - follows)");
            }
            table(catalogue.files(), lines);
            HookRules rules = config.get(HooksOptions.GROUP).byName();
            section(
                    "Options",
                    catalogue.files().stream()
                            .filter(listed -> listed.never().isEmpty())
                            .filter(listed -> !described(listed, rules).isEmpty())
                            .map(listed -> listed.path() + ": " + String.join("; ", described(listed, rules)))
                            .toList(),
                    lines);
            commonNames(config.get(HooksOptions.GROUP).commonNames(), catalogue.files(), lines);
        }
        chat.ifPresent(rooms -> {
            lines.add("");
            rooms.lines().forEach(line -> lines.add(CheckText.visible(line)));
        });
        section("Problems", faults(), lines);
        section("Warnings", warnings(), lines);
        lines.add("");
        lines.add(summary(faults().size()));
        return lines;
    }

    private static String summary(int problems) {
        return switch (problems) {
            case 0 -> "No problems found.";
            case 1 -> "1 problem found.";
            default -> problems + " problems found.";
        };
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

    /** Returns in words what the configuration says of when and how the hook runs, and all options of its head. */
    private static List<String> described(HookListing listed, HookRules rules) {
        if (listed.head().isEmpty()) {
            return rules.apply(listed.path()).described();
        }
        HookOptions options = rules.with(listed.path(), listed.head().options());
        List<HeadLine> lines = listed.head().optionLines();
        return lines.isEmpty()
                ? options.described()
                : Stream.concat(
                                options.described().stream(),
                                Stream.of(lines.stream()
                                        .map(line -> line.key() + " = " + line.value())
                                        .collect(Collectors.joining(", ", "its head sets ", ""))))
                        .toList();
    }

    private static void commonNames(boolean on, List<HookListing> files, List<String> lines) {
        Map<String, List<String>> byEvents = new LinkedHashMap<>();
        for (HookListing file : files) {
            if (!file.commonEvents().isEmpty()) {
                byEvents.computeIfAbsent(String.join(", ", file.commonEvents()), events -> new ArrayList<>())
                        .add(file.path());
            }
        }
        List<String> entries = new ArrayList<>();
        byEvents.forEach((events, names) -> entries.add(String.join(", ", names) + ": " + events));
        section(
                on
                        ? "Common names (common_names is on): these hooks also run for"
                        : "Common names (common_names is off): if it is on, these hooks also run for",
                entries,
                lines);
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
        return reported(true, Finding.Severity.FAULT);
    }

    private List<String> warnings() {
        return reported(false, Finding.Severity.WARNING);
    }

    private List<String> reported(boolean errors, Finding.Severity severity) {
        List<String> texts = new ArrayList<>();
        checked.problems().stream()
                .filter(problem -> problem.isError() == errors)
                .map(Problem::describe)
                .map(text -> CheckText.relative(folder, checked.file()) + ": " + text)
                .forEach(texts::add);
        if (disk != null) {
            texts.addAll(errors ? disk.faults() : disk.warnings());
        }
        database.ifPresent(found -> texts.addAll(errors ? found.faults() : found.warnings()));
        if (!errors) {
            chat.map(CheckedRooms::warnings).ifPresent(texts::addAll);
            texts.addAll(headReports());
        }
        if (catalogue != null) {
            catalogue.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .map(finding -> finding.path().isEmpty() ? finding.text() : finding.path() + ": " + finding.text())
                    .forEach(texts::add);
        }
        return texts;
    }

    private List<String> headReports() {
        @Nullable Config config = checked.config();
        return config == null || catalogue == null ? List.of() : HeadReports.warnings(config, catalogue);
    }

    /** Formats the findings for programs. */
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
            hooks.addProperty("common_names", config.get(HooksOptions.GROUP).commonNames());
            JsonArray files = new JsonArray();
            catalogue.files().forEach(file -> files.add(json(file)));
            hooks.add("files", files);
            JsonArray findings = new JsonArray();
            catalogue.findings().forEach(finding -> findings.add(json(finding)));
            headReports().forEach(words -> findings.add(json(Finding.warning("", words))));
            hooks.add("findings", findings);
            json.add("hooks", hooks);
        }
        chat.ifPresent(rooms -> json.add("chat", rooms.json()));
        if (disk != null) {
            JsonObject found = new JsonObject();
            found.add("faults", texts(disk.faults()));
            found.add("warnings", texts(disk.warnings()));
            json.add("disk", found);
        }
        database.ifPresent(settings -> {
            JsonObject found = new JsonObject();
            found.add("faults", texts(settings.faults()));
            found.add("warnings", texts(settings.warnings()));
            settings.seen().ifPresent(seen -> {
                found.addProperty("postgresql", seen.release());
                found.addProperty("primary", seen.isPrimary());
                found.addProperty("tables", seen.tables());
                found.addProperty("program", seen.program());
            });
            json.add("database", found);
        });
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
        json.add("common_events", texts(file.commonEvents()));
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
