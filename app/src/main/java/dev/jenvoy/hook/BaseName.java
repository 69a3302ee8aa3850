package dev.jenvoy.hook;

/**
 * A file name of the hooks of a selector. The names of its child hooks begin with it.
 *
 * @param folder the folder below the hooks folder: empty, or ending in a slash. A branch name with slashes names
 *     folders with all but its last part
 * @param name the file name
 * @param bare whether it is only an event or {@code all}, without a repository
 */
public record BaseName(String folder, String name, boolean bare) {

    /** Replaces the event in the names of hooks that run for every event. */
    public static final String ALL = "all";

    static BaseName of(String folder, String path, boolean bare) {
        int slash = path.lastIndexOf('/') + 1;
        return new BaseName(folder + path.substring(0, slash), path.substring(slash), bare);
    }

    /** Returns the path below the hooks folder. */
    public String path() {
        return folder + name;
    }
}
