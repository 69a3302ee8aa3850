package dev.jenvoy.chat.compose.template;

import dev.jenvoy.chat.message.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The templates of one folder as they were when it was read. For a message the first of these counts that is there: {@code
 * FAMILY/EVENT.ACTION.mustache}, {@code FAMILY/EVENT.mustache}, {@code FAMILY/default.mustache}, then the same names in the
 * folder itself. Thread-safe; what happens to the files later changes nothing.
 */
public final class Templates {

    private static final String SUFFIX = ".mustache";
    private static final int MAX_FILE_BYTES = 64 << 10;
    private static final int MAX_FILES = 1_000;
    private static final int MAX_FOLDERS = 2;

    private final Map<String, TemplateFile> files;
    private final List<TemplateFlaw> flaws;

    private Templates(Map<String, TemplateFile> files, List<TemplateFlaw> flaws) {
        this.files = files;
        this.flaws = List.copyOf(flaws);
    }

    /** Reads a folder. Blocks on the disk. A folder that cannot be read is a flaw, too. */
    public static Templates read(Path folder) {
        Map<String, String> sources = new TreeMap<>();
        List<TemplateFlaw> flaws = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(folder, MAX_FOLDERS)) {
            List<Path> found = tree.filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (found.size() > MAX_FILES) {
                flaws.add(new TemplateFlaw(folder.toString(), 0, 0, "more than " + MAX_FILES + " templates"));
                return new Templates(Map.of(), flaws);
            }
            found.forEach(file -> read(folder, file, sources, flaws));
        } catch (IOException | UncheckedIOException e) {
            flaws.add(new TemplateFlaw(folder.toString(), 0, 0, "cannot be read"));
            return new Templates(Map.of(), flaws);
        }
        return of(sources, flaws);
    }

    private static void read(Path folder, Path file, Map<String, String> sources, List<TemplateFlaw> flaws) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                flaws.add(new TemplateFlaw(name, 0, 0, "larger than " + MAX_FILE_BYTES / 1024 + " KB"));
            } else {
                sources.put(name, Slots.withoutMarks(Files.readString(file)));
            }
        } catch (CharacterCodingException e) {
            flaws.add(new TemplateFlaw(name, 0, 0, "not UTF-8"));
        } catch (IOException e) {
            flaws.add(new TemplateFlaw(name, 0, 0, "cannot be read"));
        }
    }

    private static Templates of(Map<String, String> sources, List<TemplateFlaw> unread) {
        Map<String, TemplateFile> files = new TreeMap<>();
        List<TemplateFlaw> flaws = new ArrayList<>(unread);
        unread.forEach(flaw -> files.put(flaw.file(), TemplateFile.flawed(flaw)));
        sources.forEach((name, source) -> {
            TemplateFile file = TemplateFile.of(name, source, sources);
            file.flaw().ifPresent(flaws::add);
            files.put(name, file);
        });
        return new Templates(files, flaws);
    }

    /** Returns why templates, or the folder, cannot be used. Messages for which such a template counts get the built-in text. */
    public List<TemplateFlaw> flaws() {
        return flaws;
    }

    /** Returns the names of the files below the folder, sorted. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** Returns the template for this message; empty if the built-in text is to be used. */
    public Optional<TemplateFile> find(Message message) {
        String event = message.event();
        String action = message.action();
        String family = message.family().word() + "/";
        return Stream.of(family, "")
                .flatMap(folder -> Stream.of(
                        folder + event + "." + action + SUFFIX, folder + event + SUFFIX, folder + "default" + SUFFIX))
                .map(files::get)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }
}
