package dev.jenvoy.hook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Defines which file names never run, for any delivery, and why. */
public final class NameRule {

    private static final List<String> LEFTOVERS =
            List.of("~", ".swp", ".tmp", ".bak", ".old", ".orig", ".rej", ".rpmsave", ".rpmnew");
    private static final Pattern DPKG = Pattern.compile(".*\\.dpkg-[^/]*", Pattern.DOTALL);

    /**
     * The extensions of script files. A child's name must not have one: {@code push.sh} is not a child of {@code push}.
     */
    private static final Pattern EXTENSION = Pattern.compile(
            ".*\\.(sh|bash|zsh|ksh|csh|fish|py|py3|pyc|pyw|rb|pl|pm|js|mjs|cjs|ts|mts|php|lua|tcl|awk|sed|r|go|rs|java"
                    + "|jar|kts|kt|groovy|scala|clj|ps1|psm1|bat|cmd|exe|com)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private NameRule() {}

    /** Returns why a file of this name never runs; empty if it may run. */
    public static Optional<String> never(String fileName) {
        if (fileName.startsWith(".")) {
            return Optional.of("hidden files never run");
        }
        if (fileName.startsWith("#") && fileName.endsWith("#")) {
            return Optional.of("an editor's leftover never runs");
        }
        for (String ending : LEFTOVERS) {
            if (fileName.endsWith(ending)) {
                return Optional.of("the leftover of an editor or package manager (" + ending + ") never runs");
            }
        }
        if (DPKG.matcher(fileName).matches()) {
            return Optional.of("the leftover of a package manager (.dpkg-…) never runs");
        }
        return Optional.empty();
    }

    /** Returns whether the name ends with a script file's extension. */
    public static boolean hasExtension(String fileName) {
        return EXTENSION.matcher(fileName).matches();
    }
}
