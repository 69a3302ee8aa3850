package dev.jenvoy.process.os;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.jenvoy.library.KeptLibrary;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps the native library with which JNA calls glibc (see {@code docs/concepts/performance.md}, "Choices that were
 * measured"). If anything fails, JNA unpacks it to a folder of its own.
 */
public final class CallLibrary {

    private static final String PLACE = "jna.boot.library.path";

    private CallLibrary() {}

    /**
     * Keeps the library in this folder and loads it, which takes longer than all other steps before the first process.
     * Blocks. Later calls have no effect.
     *
     * @param home exists; other users cannot write to it
     */
    public static synchronized void loadFrom(Path home) {
        if (System.getProperty(PLACE) == null && Platform.isLinux()) {
            String name = "jnidispatch-" + Native.VERSION + "-" + Platform.RESOURCE_PREFIX;
            try {
                if (KeptLibrary.exists(
                        home.resolve(System.mapLibraryName(name)),
                        () -> Native.class.getResource("/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/"
                                + System.mapLibraryName("jnidispatch")))) {
                    System.setProperty("jna.boot.library.name", name);
                    System.setProperty(PLACE, home.toString());
                }
            } catch (IOException e) {
                // JNA unpacks it.
            }
        }
        LibC.obstacle();
    }
}
