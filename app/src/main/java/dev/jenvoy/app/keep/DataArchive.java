package dev.jenvoy.app.keep;

import dev.jenvoy.storage.sqlite.archive.ArchiveReader;
import dev.jenvoy.storage.sqlite.archive.ArchiveWriter;
import dev.jenvoy.store.StoreRefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that a server keeps, in one file. */
public final class DataArchive {

    private DataArchive() {}

    /** Reports what was not done, and why, in words for people. The data folder is as it was, unless they say otherwise. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What was written.
     *
     * @param files how many files are in the archive
     * @param bytes its size
     * @param skipped the names of files that are not in it, because a restore would refuse them
     */
    public record Written(long files, long bytes, List<String> skipped) {

        public Written {
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * What was restored.
     *
     * @param files how many files
     * @param made when the archive was made; empty if it does not say
     * @param moved where the earlier content of the folder is; empty if the folder was empty
     */
    public record Restored(long files, Optional<String> made, Optional<Path> moved) {}

    /**
     * Writes the data folder into a new archive, which only its owner may read; a server may be using the folder. Blocks.
     * As root, refuses a data folder that other users may change, and such a folder of the archive.
     *
     * @param program the version of this program
     */
    public static Written write(Path folder, Path archive, String program) throws Failure {
        ForeignFolder.refuse(folder);
        ForeignFolder.refuse(archive.toAbsolutePath().getParent());
        try {
            ArchiveWriter.Written written = new ArchiveWriter(folder, program).write(archive);
            return new Written(written.files(), written.bytes(), written.skipped());
        } catch (FileAlreadyExistsException e) {
            throw new Failure("there is a file " + archive + " already", e);
        } catch (NoSuchFileException e) {
            throw new Failure(
                    e.getReason() == null
                            ? "there is no folder for " + archive
                            : "there is no journal in the data folder " + folder,
                    e);
        } catch (IOException e) {
            throw new Failure(words(e), e);
        }
    }

    /**
     * Makes the data folder what the archive holds, after a check of all of it. No server may be using the folder. Blocks.
     * As root, refuses a data folder that other users may change.
     *
     * @param replace whether content of the folder is moved aside, into a folder within
     */
    public static Restored restore(Path archive, Path folder, boolean replace) throws Failure {
        ForeignFolder.refuse(folder);
        try {
            ArchiveReader.Restored restored = new ArchiveReader(archive).restore(folder, replace);
            return new Restored(restored.files(), restored.made(), restored.moved());
        } catch (ArchiveReader.FullFolderException e) {
            throw new Failure("the data folder " + folder + " is not empty; --replace moves what is in it aside", e);
        } catch (StoreRefusedException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure("not restored from " + archive + ": " + words(e), e);
        }
    }

    private static String words(IOException e) {
        String said = e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }
}
