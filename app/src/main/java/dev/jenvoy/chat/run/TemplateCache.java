package dev.jenvoy.chat.run;

import dev.jenvoy.chat.compose.template.TemplateFlaw;
import dev.jenvoy.chat.compose.template.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The templates of the configured folder, read again after a change. Safe for use by several threads. */
final class TemplateCache {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    /** How often the folder is looked at. */
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private static final int MAX_FOLDERS = 2;

    private final LongSupplier nanos;
    private @Nullable Loaded loaded;

    /** Templates, the folder and the state of its files that they were read from, and when that was looked at. */
    private record Loaded(Path folder, Map<String, FileTime> files, Templates templates, long lookedAt) {}

    /** @param nanos a clock that only goes forward, in nanoseconds */
    TemplateCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Returns the templates; empty if no folder is configured. Blocks on the disk. */
    synchronized Optional<Templates> of(Optional<Path> folder) {
        if (folder.isEmpty()) {
            loaded = null;
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        Loaded known = loaded;
        if (known != null && known.folder().equals(folder.get()) && now - known.lookedAt() < LOOK_NANOS) {
            return Optional.of(known.templates());
        }
        Map<String, FileTime> files = files(folder.get());
        Templates templates;
        if (known != null
                && known.folder().equals(folder.get())
                && known.files().equals(files)) {
            templates = known.templates();
        } else {
            templates = Templates.read(folder.get());
            warn(known, templates.flaws());
        }
        loaded = new Loaded(folder.get(), files, templates, now);
        return Optional.of(templates);
    }

    private static void warn(@Nullable Loaded before, List<TemplateFlaw> flaws) {
        if (before == null || !before.templates().flaws().equals(flaws)) {
            flaws.forEach(
                    flaw -> LOG.warn("template not used, the built-in text is said in its place problem=\"{}\"", flaw));
        }
    }

    /** Returns what is wrong with the templates that were read last. */
    synchronized List<TemplateFlaw> flaws() {
        Loaded known = loaded;
        return known == null ? List.of() : known.templates().flaws();
    }

    private static Map<String, FileTime> files(Path folder) {
        Map<String, FileTime> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder.toRealPath(), MAX_FOLDERS)) {
            for (Path file : (Iterable<Path>) tree::iterator) {
                files.put(file.toString(), lastModified(file));
            }
        } catch (IOException | UncheckedIOException e) {
            return Map.of();
        }
        return files;
    }

    /** A link that leads nowhere must not hide the changes of other files. */
    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
