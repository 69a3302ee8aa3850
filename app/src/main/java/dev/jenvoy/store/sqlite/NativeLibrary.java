package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * Stores SQLite's native library in the data folder. The driver would unpack it to the temporary folder at each start,
 * which is slower (see {@code docs/concepts/performance.md}, "Choices that were measured"), fails if that folder is
 * mounted {@code noexec}, and leaves the library there after a kill -9. If anything fails, the driver uses its own way.
 */
final class NativeLibrary {

    private NativeLibrary() {}

    /** Must be called before the first connection; later calls have no effect. */
    static synchronized void keepIn(DataFolder folder) {
        if (System.getProperty("org.sqlite.lib.path") != null) {
            return;
        }
        try {
            Path home = folder.folder("native");
            String library = System.mapLibraryName("sqlitejdbc");
            // Finds the driver's name for the platform only if the library does not exist yet, because that is slow. If
            // the library does not fit (another C library), it is not loaded and the driver continues its search.
            String name = String.join(
                    "-",
                    SQLiteJDBCLoader.getVersion(),
                    System.getProperty("os.name").replaceAll("\\W+", ""),
                    System.getProperty("os.arch"),
                    library);
            Path file = home.resolve(name);
            if (!Files.exists(file)) {
                String platform = OSInfo.getNativeLibFolderPathForCurrentOS();
                URL packed = SQLiteJDBCLoader.class.getResource("/org/sqlite/native/" + platform + "/" + library);
                if (packed == null) {
                    return;
                }
                unpack(packed.openConnection(), home, file);
            }
            System.setProperty("org.sqlite.lib.path", home.toString());
            System.setProperty("org.sqlite.lib.name", name);
        } catch (IOException e) {
            // The driver unpacks it to the temporary folder.
            return;
        }
    }

    private static void unpack(URLConnection source, Path home, Path file) throws IOException {
        Path draft = Files.createTempFile(
                home, "new", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (InputStream bytes = source.getInputStream();
                FileChannel target = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            bytes.transferTo(Channels.newOutputStream(target));
            target.force(true);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
