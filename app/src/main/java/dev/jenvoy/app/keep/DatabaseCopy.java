package dev.jenvoy.app.keep;

import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.storage.postgres.copy.CopyProgress;
import dev.jenvoy.storage.postgres.copy.CopyRefusedException;
import dev.jenvoy.storage.postgres.copy.JournalCopy;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies all that a stopped server keeps in its data folder into a database that several servers can share. */
public final class DatabaseCopy {

    private DatabaseCopy() {}

    /** Hears how far it is. */
    public interface Progress extends CopyProgress {}

    /**
     * What was copied.
     *
     * @param deliveries how many deliveries
     * @param rows how many rows in all tables
     * @param payloads how many payloads that were files
     * @param lost how many payloads were missing in the data folder
     * @param unfinished how many deliveries the servers of the database go on with
     * @param secrets how many secrets of endpoints and tokens of chat, which stay encrypted
     * @param shut how many of them the key of the servers does not open
     */
    public record Copied(long deliveries, long rows, long payloads, long lost, int unfinished, int secrets, int shut) {}

    /**
     * Copies the journal with all that is kept beside it. No server may be using the data folder, which stays as it is. Blocks.
     *
     * @param password empty where the database asks for no password
     * @param key of the servers of the database. If it is known and opens nothing, nothing is copied
     */
    public static Copied copy(Path folder, String url, String user, String password, ServersKey key, Progress progress)
            throws DataArchive.Failure {
        ForeignFolder.refuse(folder);
        if (!Files.isRegularFile(folder.resolve(JournalFile.NAME))) {
            throw new DataArchive.Failure("there is no journal in the data folder " + folder, null);
        }
        try (DataFolder data = DataFolder.own(folder);
                JournalFile file = JournalFile.open(data)) {
            ServersKey.Secrets secrets = key.tryOn(file.store());
            JournalCopy.Copied copied =
                    new JournalCopy(file.store(), data.folder("payloads")).into(url, user, password, progress);
            return new Copied(
                    copied.rows().getOrDefault("delivery", 0L),
                    copied.rows().values().stream().mapToLong(Long::longValue).sum(),
                    copied.payloads(),
                    copied.lost(),
                    copied.unfinished(),
                    secrets.all(),
                    secrets.shut());
        } catch (CopyRefusedException | StoreRefusedException e) {
            throw new DataArchive.Failure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new DataArchive.Failure("not copied: " + e.getMessage() + "; the same command begins again", e);
        }
    }
}
