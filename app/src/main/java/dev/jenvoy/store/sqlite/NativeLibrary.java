package dev.jenvoy.store.sqlite;

import dev.jenvoy.library.KeptLibrary;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * Keeps SQLite's native library in the data folder (see {@code docs/concepts/performance.md}, "Choices that were
 * measured"). If anything fails, the driver uses its own way.
 */
final class NativeLibrary {

    /** The driver's version. The jar lacks the file in which the driver looks it up, and to read it would take longer. */
    static final String DRIVER = "3.54.1.0";

    private NativeLibrary() {}

    /** Must be called before the first connection; later calls have no effect. */
    static synchronized void keepIn(DataFolder folder) {
        if (System.getProperty("org.sqlite.lib.path") != null) {
            return;
        }
        try {
            Path home = folder.folder("native");
            String library = System.mapLibraryName("sqlitejdbc");
            String name = String.join(
                    "-",
                    DRIVER,
                    System.getProperty("os.name").replaceAll("\\W+", ""),
                    System.getProperty("os.arch"),
                    library);
            // Finds the driver's name for the platform only if the library does not exist yet, because that is slow. If
            // the library does not fit (another C library), it is not loaded and the driver continues its search.
            if (KeptLibrary.exists(
                    home.resolve(name),
                    () -> SQLiteJDBCLoader.class.getResource(
                            "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + library))) {
                System.setProperty("org.sqlite.lib.path", home.toString());
                System.setProperty("org.sqlite.lib.name", name);
            }
        } catch (IOException e) {
            // The driver unpacks it to the temporary folder.
            return;
        }
    }
}
