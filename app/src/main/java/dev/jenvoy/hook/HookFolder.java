package dev.jenvoy.hook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hooks of a subject in a folder that may change at any moment: what is found is what is there now. Names are
 * taken from listings, never made into paths before they were seen in one. Safe for use by several threads.
 */
public final class HookFolder {

    private final DirectoryCache folders;
    private final HookTrust trust;

    public HookFolder(InstantSource clock) {
        this.folders = new DirectoryCache(clock);
        this.trust = new HookTrust(clock);
    }

    /** What a search came to. */
    public sealed interface Found {

        /** These, in the order in which they run; each file once, at its first place. */
        record Hooks(List<Hook> hooks) implements Found {
            public Hooks {
                hooks = List.copyOf(hooks);
            }
        }

        /** The hooks folder, or a folder in it that the subject's hooks would lie in, is missing or cannot be read. */
        record Unreadable(String reason) implements Found {}
    }

    /** The hooks of this subject. Reads the file system. */
    public Found find(Path root, HookSelector subject, ChildRule rule) {
        try {
            SortedNames top = folders.list(root);
            if (top == null) {
                return new Found.Unreadable("the hooks folder is missing");
            }
            Map<String, Hook> hooks = new LinkedHashMap<>();
            for (BaseName parent : subject.parents()) {
                SortedNames listing = list(root, top, parent.folder());
                List<String> beginning = listing.startingWith(parent.name());
                if (beginning.isEmpty()) {
                    // Neither itself nor a child.
                    continue;
                }
                // They are sorted: if it is there itself, it is the first.
                if (beginning.get(0).equals(parent.name())) {
                    add(root, parent.folder() + parent.name(), hooks);
                }
                for (String name : rule.candidates(listing, parent)) {
                    if (isChild(parent, name, rule)) {
                        add(root, parent.folder() + name, hooks);
                    }
                }
            }
            return new Found.Hooks(List.copyOf(hooks.values()));
        } catch (IOException e) {
            return new Found.Unreadable("the hooks folder cannot be read");
        }
    }

    /**
     * Why a hook that was found must not run: others than root and the server's user may change it, or what leads to it.
     * The file itself is looked at every time.
     */
    public Optional<String> refusal(Hook hook, HookSettings settings) {
        return trust.refusal(hook.name(), hook.file(), settings);
    }

    /** Whether this file name belongs to a child of the parent. */
    static boolean isChild(BaseName parent, String name, ChildRule rule) {
        return goesOn(parent, name, rule) && whyNoChild(parent, name).isEmpty();
    }

    /** Whether this file name goes on after the parent's as the rule has it. */
    public static boolean goesOn(BaseName parent, String name, ChildRule rule) {
        return name.length() > parent.name().length()
                && name.startsWith(parent.name())
                && rule.continues(parent, name.substring(parent.name().length()));
    }

    /** Why a name that goes on after the parent's is no child's all the same; empty when it is one's. */
    public static Optional<String> whyNoChild(BaseName parent, String name) {
        if (NameRule.hasExtension(name)) {
            return Optional.of("a child's name must not end in a script's extension ("
                    + name.substring(name.lastIndexOf('.')) + ")");
        }
        return parent.bare()
                ? KnownEvents.longerIn(name, parent.name()).map(longer -> "it begins with the longer event " + longer)
                : Optional.empty();
    }

    private static void add(Path root, String name, Map<String, Hook> hooks) {
        String fileName = name.substring(name.lastIndexOf('/') + 1);
        if (NameRule.never(fileName).isEmpty() && !hooks.containsKey(name)) {
            Path file = root.resolve(name);
            if (HookFile.look(file).answers()) {
                hooks.put(name, new Hook(name, file));
            }
        }
    }

    /** The listing of a folder below the root, reached through listings alone; empty when there is none. */
    SortedNames list(Path root, SortedNames top, String folder) throws IOException {
        SortedNames listing = top;
        Path path = root;
        for (String part : folder.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            // In hidden folders nothing runs. A part of an owner's name may begin with a dot.
            if (part.startsWith(".") || !listing.contains(part)) {
                return SortedNames.EMPTY;
            }
            path = path.resolve(part);
            @Nullable SortedNames below = folders.list(path);
            if (below == null) {
                return SortedNames.EMPTY;
            }
            listing = below;
        }
        return listing;
    }

    /** The listing of the root itself, {@code null} when it is missing. */
    @Nullable
    SortedNames top(Path root) throws IOException {
        return folders.list(root);
    }
}
