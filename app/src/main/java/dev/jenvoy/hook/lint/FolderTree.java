package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.DirectoryCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists everything below a hooks folder, in byte order. Enters linked folders if they can contain hooks and cause no
 * loop. Lists hidden folders without entering them.
 */
final class FolderTree {

    /** A file, or a folder that was not entered. */
    record Node(String path, Path file, @Nullable String unseen) {}

    /** The maximum number of files. Links can make more paths than there are files. */
    static final int MAX_FILES = 100_000;

    /** The reason for a folder that was not entered because it may not be read. */
    static final String UNREADABLE = "the folder cannot be read";

    private static final int DEEPEST = 64;
    private static final Comparator<Path> BY_BYTES = (a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b));

    private final ChildRule rule;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Object> entered = new HashSet<>();

    private FolderTree(ChildRule rule) {
        this.rule = rule;
    }

    /**
     * Lists the folder. Stops at {@link #MAX_FILES} files.
     *
     * @throws IOException when the folder itself is missing or cannot be read
     */
    static List<Node> of(Path root, ChildRule rule) throws IOException {
        FolderTree tree = new FolderTree(rule);
        tree.enter(root, "", 0);
        return tree.nodes;
    }

    private void enter(Path folder, String path, int depth) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        if (depth > DEEPEST || (key != null && !entered.add(key))) {
            nodes.add(new Node(
                    path, folder, depth > DEEPEST ? "it is nested too deep" : "it leads back to a folder above"));
            return;
        }
        for (Path entry : list(folder)) {
            if (nodes.size() >= MAX_FILES) {
                break;
            }
            visit(entry, (path.isEmpty() ? "" : path + "/") + entry.getFileName(), depth);
        }
        entered.remove(key);
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(BY_BYTES);
        return entries;
    }

    private static byte[] bytes(Path path) {
        return String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8);
    }

    private void visit(Path entry, String path, int depth) {
        if (!DirectoryCache.isNamedByText(entry)) {
            nodes.add(new Node(path, entry, "its name is not valid in the locale's character set"));
        } else if (!Files.isDirectory(entry)) {
            nodes.add(new Node(path, entry, null));
        } else if (String.valueOf(entry.getFileName()).startsWith(".")) {
            nodes.add(new Node(path, entry, "nothing runs in hidden folders"));
        } else if (Files.isSymbolicLink(entry) && !NameInterpretations.canHoldHooks(path, rule)) {
            nodes.add(new Node(path, entry, "no owner or branch has a folder of this name"));
        } else {
            try {
                enter(entry, path, depth + 1);
            } catch (IOException e) {
                nodes.add(new Node(path, entry, UNREADABLE));
            }
        }
    }
}
