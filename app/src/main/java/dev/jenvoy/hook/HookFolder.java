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
 * Finds the hooks of a selector in a folder that may change at any moment. Reads the current state. Takes names only
 * from listings, and never makes a path of a name that no listing contained. Safe for use by several threads.
 */
public final class HookFolder {

    private final DirectoryCache folders;
    private final HookTrust trust;

    public HookFolder(InstantSource clock) {
        this(clock, FolderLook.MACHINE);
    }

    /** @param look looks at the folders whose names are searched */
    public HookFolder(InstantSource clock, FolderLook look) {
        this.folders = new DirectoryCache(clock, look);
        this.trust = new HookTrust(clock);
    }

    /** The result of a search. */
    public sealed interface Found {

        /** The matching hooks, in the order in which they run; each file once, at its first position. */
        record Hooks(List<Hook> hooks) implements Found {
            public Hooks {
                hooks = List.copyOf(hooks);
            }
        }

        /** The hooks folder, or a folder in it that may contain matching hooks, is missing or cannot be read. */
        record Unreadable(String reason) implements Found {}
    }

    /**
     * Returns whether {@link #find} may wait for a network disk. The answer comes from memory: false only if everything
     * below the root was seen on local disks, without a link, and has not changed for two seconds.
     */
    public boolean mayBlock(Path root) {
        return folders.mayBlock(root);
    }

    /** Returns the hooks of a selector. Reads the file system. */
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
                    // Neither the file itself nor a child exists.
                    continue;
                }
                // The names are sorted, so the file itself is the first.
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
     * Returns why a hook must not run: users other than root and the server's user may change it, or a link or folder
     * that leads to it. Checks the file itself every time.
     */
    public Optional<String> refusal(Hook hook, HookSettings settings) {
        return trust.refusal(hook.name(), hook.file(), settings);
    }

    /** Returns whether this file name belongs to a child of the parent. */
    static boolean isChild(BaseName parent, String name, ChildRule rule) {
        return goesOn(parent, name, rule) && whyNoChild(parent, name).isEmpty();
    }

    /** Returns whether this file name continues the parent's according to the rule. */
    public static boolean goesOn(BaseName parent, String name, ChildRule rule) {
        return name.length() > parent.name().length()
                && name.startsWith(parent.name())
                && rule.continues(parent, name.substring(parent.name().length()));
    }

    /** Returns why a name that continues the parent's is still not a child; empty if it is a child. */
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
            HookFile.Seen seen = HookFile.see(file);
            if (seen.state().answers()) {
                hooks.put(name, new Hook(name, file, seen.stamp()));
            }
        }
    }

    /**
     * Returns the listing of a folder below the root, reached through listings only; empty if the folder does not
     * exist.
     */
    SortedNames list(Path root, SortedNames top, String folder) throws IOException {
        SortedNames listing = top;
        Path path = root;
        for (String part : folder.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            // Nothing runs in hidden folders. A part of an owner's name may begin with a dot.
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
}
