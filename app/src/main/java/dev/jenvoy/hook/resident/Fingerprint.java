package dev.jenvoy.hook.resident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a process still runs what its hook is now.
 *
 * @param file the key, size and times of the file
 * @param command what starts it, with its helper
 * @param environment the environment that the configuration gives it
 */
record Fingerprint(Map<String, Object> file, List<String> command, Map<String, String> environment) {

    /** Returns the fingerprint of a program as it is now, through links. */
    static Fingerprint of(ResidentProgram program) throws IOException {
        List<String> command = program.helper()
                .map(helper -> helper.command(program.environment().keySet(), program.command()))
                .orElse(program.command());
        return new Fingerprint(attributes(program.file()), command, program.environment());
    }

    private static Map<String, Object> attributes(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Map.copyOf(Files.readAttributes(file, "unix:fileKey,ctime,lastModifiedTime,size"));
        }
        FileTime modified = Files.getLastModifiedTime(file);
        @Nullable Object size = Files.size(file);
        return Map.of("lastModifiedTime", modified, "size", size);
    }
}
