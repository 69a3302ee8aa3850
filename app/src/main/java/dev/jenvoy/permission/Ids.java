package dev.jenvoy.permission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user and group of this process for opening files, -1 if unknown. */
final class Ids {
    static final int USER;
    static final int GROUP;

    private static final int EFFECTIVE = 2;

    static {
        String status;
        try {
            // Does not use the owner of the file, which is root if the process may not be inspected.
            status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            status = "";
        }
        USER = number(status, "\nUid:");
        GROUP = number(status, "\nGid:");
    }

    private Ids() {}

    private static int number(String status, String key) {
        int at = status.indexOf(key);
        if (at < 0) {
            return -1;
        }
        int end = status.indexOf('\n', at + 1);
        String[] fields =
                status.substring(at + 1, end < 0 ? status.length() : end).split("\\s+", -1);
        // Ids are unsigned; Java reads the ids of files as the same signed numbers.
        return fields.length > EFFECTIVE ? Integer.parseUnsignedInt(fields[EFFECTIVE]) : -1;
    }
}
