package dev.jenvoy.option.json;

import java.nio.file.Path;

/** Resolves paths of the configuration. */
public final class Places {
    private Places() {}

    /**
     * Absolute, relative text being relative to the folder. A {@code ..} stays for the file system to follow: behind a
     * symbolic link it leads elsewhere than the text suggests.
     *
     * @throws java.nio.file.InvalidPathException where the text can be no path
     */
    public static Path resolve(Path folder, String text) {
        Path path = folder.resolve(text).toAbsolutePath();
        for (Path name : path) {
            if (name.toString().equals("..")) {
                return path;
            }
        }
        return path.normalize();
    }
}
