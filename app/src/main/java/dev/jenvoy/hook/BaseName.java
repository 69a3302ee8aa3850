package dev.jenvoy.hook;

/**
 * One of the names that a subject's hooks have; its children's names begin with it.
 *
 * @param folder where it lies below the hooks folder: empty, or ending in a slash. A branch name with slashes makes
 *     folders of all but its last part.
 * @param name its file name
 * @param bare whether it is an event or {@code all} alone, with no repository
 */
public record BaseName(String folder, String name, boolean bare) {

    /** Takes the place of the event in the names of hooks that run for every event. */
    public static final String ALL = "all";

    static BaseName of(String folder, String path, boolean bare) {
        int slash = path.lastIndexOf('/') + 1;
        return new BaseName(folder + path.substring(0, slash), path.substring(slash), bare);
    }

    /** Its path below the hooks folder. */
    public String path() {
        return folder + name;
    }
}
