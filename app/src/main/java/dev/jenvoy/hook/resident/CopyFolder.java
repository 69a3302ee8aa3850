package dev.jenvoy.hook.resident;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of one process: its standard input, a named pipe, and the name of its hook. The folder's name is the process's token. */
final class CopyFolder {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");
    private static final String HOOK = "hook";
    private static final int TO_MAKE_SECONDS = 10;

    private CopyFolder() {}

    /** Creates the folder and returns the pipe. */
    static Path make(Path folder, String token, String hook) throws IOException, InterruptedException {
        Path own = folder.resolve(token);
        Files.createDirectories(
                own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(own.resolve(HOOK), hook);
        Path pipe = own.toAbsolutePath().resolve("input");
        Process mkfifo = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!mkfifo.waitFor(TO_MAKE_SECONDS, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
            mkfifo.destroyForcibly();
            delete(own);
            throw new IOException("mkfifo failed");
        }
        return pipe;
    }

    /** Returns the name of the hook; empty if the folder does not say it. */
    static String hook(Path own) {
        try {
            return Files.readString(own.resolve(HOOK));
        } catch (IOException e) {
            LOG.debug("folder of a resident hook does not name it folder={} cause={}", own, e.toString());
            return "";
        }
    }

    /** Deletes the folder of a process that has ended. Logs what cannot be deleted, and leaves it to the next start. */
    static void delete(Path own) {
        try {
            try (DirectoryStream<Path> content = Files.newDirectoryStream(own)) {
                for (Path file : content) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(own);
        } catch (NoSuchFileException e) {
            LOG.trace("folder of a resident hook is gone", e);
        } catch (IOException e) {
            LOG.warn("folder of a resident hook could not be deleted folder={} cause={}", own, e.toString());
        }
    }
}
