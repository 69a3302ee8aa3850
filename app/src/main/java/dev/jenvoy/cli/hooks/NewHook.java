package dev.jenvoy.cli.hooks;

import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.hook.lint.HookListing;
import dev.jenvoy.hook.lint.NameInterpretation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A script that is to be a hook: judged in an empty folder by the code that judges hooks, and then written. */
final class NewHook {

    private final HookSettings settings;
    private final String name;
    private final Optional<String> refusal;
    private final List<NameInterpretation> readings;
    private final List<String> warnings;

    private NewHook(
            HookSettings settings,
            String name,
            Optional<String> refusal,
            List<NameInterpretation> readings,
            List<String> warnings) {
        this.settings = settings;
        this.name = name;
        this.refusal = refusal;
        this.readings = List.copyOf(readings);
        this.warnings = List.copyOf(warnings);
    }

    /** Judges a name and the language of its script. */
    static NewHook of(HookSettings settings, String name, HookTemplate template) throws IOException {
        Optional<String> noPath = noPath(name);
        if (noPath.isPresent()) {
            return new NewHook(settings, name, noPath, List.of(), List.of());
        }
        Path scratch = Files.createTempDirectory("jenvoy-new-");
        try {
            write(scratch.resolve(name), template.script(name));
            HookCatalogue catalogue = HookCatalogue.of(in(scratch, settings));
            Optional<HookListing> listed = catalogue.files().stream()
                    .filter(file -> file.path().equals(name))
                    .findFirst();
            Optional<String> never =
                    listed.isEmpty() ? Optional.of("its name is none of a hook") : listed.flatMap(HookListing::never);
            List<String> warnings = catalogue.findings().stream()
                    .filter(finding -> finding.path().equals(name))
                    .map(Finding::text)
                    .toList();
            return new NewHook(
                    settings, name, never, listed.map(HookListing::readings).orElse(List.of()), warnings);
        } finally {
            delete(scratch);
        }
    }

    private static Optional<String> noPath(String name) {
        try {
            Path path = Path.of(name);
            boolean plain = !path.isAbsolute() && path.normalize().toString().equals(name) && !name.startsWith("..");
            return plain && !name.isEmpty() ? Optional.empty() : Optional.of("it is not a path below the hooks folder");
        } catch (InvalidPathException e) {
            return Optional.of("it is not the name of a file");
        }
    }

    private static HookSettings in(Path folder, HookSettings settings) {
        return new HookSettings(
                folder,
                settings.rule(),
                settings.commonNames(),
                settings.environment(),
                settings.options(),
                settings.modes(),
                settings.events(),
                settings.userHelper());
    }

    /** Returns why such a hook would never run; empty if it would. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Returns what is to be said about a hook that would run. */
    List<String> warnings() {
        return warnings;
    }

    /** Returns for which deliveries it would run. */
    List<NameInterpretation> readings() {
        return readings;
    }

    /**
     * Writes the script, executable, and the folders above it.
     *
     * @throws FileAlreadyExistsException when there is something of that name, which stays as it is
     */
    Path create(HookTemplate template) throws IOException {
        Path file = settings.folder().resolve(name);
        String about = name + " runs for: "
                + String.join(
                        "; ", readings.stream().map(NameInterpretation::words).toList());
        write(file, template.script(about));
        return file;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path left : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(left);
            }
        }
    }
}
