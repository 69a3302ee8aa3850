package dev.jenvoy.chat.compose.template;

import dev.jenvoy.chat.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

    /**
     * Reads the regular files of a folder. A link may lead to a file in the folder alone. Blocks on the disk. A folder or a file
     * that cannot be used is a flaw, too.
     */
    public static Templates read(Path folder) {
        Map<String, String> sources = new TreeMap<>();
        List<TemplateFlaw> flaws = new ArrayList<>();
        try {
            Path real = folder.toRealPath();
            List<Path> found = files(real);
            if (found.size() > MAX_FILES) {
                flaws.add(new TemplateFlaw(folder.toString(), 0, 0, "more than " + MAX_FILES + " templates"));
                return new Templates(Map.of(), flaws);
            }
            found.forEach(file -> read(real, file, sources, flaws));
        } catch (IOException | UncheckedIOException e) {
            flaws.add(new TemplateFlaw(folder.toString(), 0, 0, "cannot be read"));
            return new Templates(Map.of(), flaws);
        }
        return of(sources, flaws);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, MAX_FOLDERS)) {
            return tree.filter(file ->
                            file.toString().endsWith(SUFFIX) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
        }
    }

    private static void read(Path folder, Path file, Map<String, String> sources, List<TemplateFlaw> flaws) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        try {
            sources.put(name, Slots.withoutMarks(text(folder, file)));
        } catch (CharacterCodingException e) {
            flaws.add(new TemplateFlaw(name, 0, 0, "not UTF-8"));
        } catch (UnusableFile e) {
            flaws.add(new TemplateFlaw(name, 0, 0, e.why));
        } catch (IOException e) {
            flaws.add(new TemplateFlaw(name, 0, 0, "cannot be read"));
        }
    }

    /** What a template says may be read in rooms, so it must not be just any file of this machine. */
    private static String text(Path folder, Path file) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(folder)) {
            throw new UnusableFile("a link leads out of the folder of templates");
        }
        // Opening a pipe would block, and a device has no end.
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableFile("not a regular file");
        }
        try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new UnusableFile("larger than " + MAX_FILE_BYTES / 1024 + " KB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /** A file that is no template. */
    private static final class UnusableFile extends IOException {

        private static final long serialVersionUID = 1;

        private final String why;

        UnusableFile(String why) {
            super(why);
            this.why = why;
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

    /** Returns what may be a mistake in templates that can be used: values that no message has. */
    public List<TemplateFlaw> doubts() {
        return files.values().stream().flatMap(file -> file.doubts().stream()).toList();
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
