package dev.jenvoy.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Looks at folders of the file system. A look at a network disk may block for as long as that is away. */
public interface FolderLook {

    /** Looks at the file system of this machine. */
    FolderLook MACHINE = new FolderLook() {
        @Override
        public String type(Path path) throws IOException {
            return Files.getFileStore(path).type();
        }

        @Override
        public Map<String, Object> attributes(Path folder, String names) throws IOException {
            return Files.readAttributes(folder, names);
        }
    };

    /** Names the type of the file system that holds the path. */
    String type(Path path) throws IOException;

    /** Reads attributes of a folder by their names, as {@link Files} does. */
    Map<String, Object> attributes(Path folder, String names) throws IOException;
}
