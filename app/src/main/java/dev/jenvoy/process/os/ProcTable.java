package dev.jenvoy.process.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the processes of this machine from {@code /proc} of Linux. Reads them again for each call. */
public final class ProcTable {
    private final Path proc;

    public ProcTable(Path proc) {
        this.proc = proc;
    }

    public static ProcTable ofThisMachine() {
        return new ProcTable(Path.of("/proc"));
    }

    /** Returns whether this machine has a readable table. */
    public boolean isReadable() {
        return Files.isReadable(proc.resolve("self/environ"));
    }

    /**
     * A process at one moment. Its id and its start time together are unique; the id alone is reused later.
     *
     * @param parent the id of the process that started it, or of the one that it was left to
     * @param started in the kernel's ticks since boot
     */
    public record Entry(long pid, long parent, long group, char state, long started) {
        /** Returns whether it is alive. An ended process that was not reaped yet is not. */
        public boolean isAlive() {
            return state != 'Z' && state != 'X';
        }

        public boolean isSame(Entry other) {
            return pid == other.pid && started == other.started;
        }
    }

    /** Returns all visible processes. */
    public List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                entry(folder).ifPresent(all::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Without /proc no process is visible.
            return List.of();
        }
        return all;
    }

    /** Returns whether no process of the group is alive; false if that is unknown. */
    public boolean isEmptyGroup(long group) {
        List<Entry> all = all();
        return !all.isEmpty() && all.stream().noneMatch(entry -> entry.group() == group && entry.isAlive());
    }

    /**
     * Describes the living processes of a group that has members; empty if all have ended and only wait to be reaped.
     * Processes of other users may be hidden.
     */
    public Optional<String> living(long group) {
        List<Entry> members =
                all().stream().filter(entry -> entry.group() == group).toList();
        if (members.isEmpty()) {
            return Optional.of("a process of another user");
        }
        List<String> living = members.stream()
                .filter(Entry::isAlive)
                .map(entry -> "process " + entry.pid() + " of user " + userOf(entry.pid()))
                .toList();
        return living.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", living));
    }

    private String userOf(long pid) {
        try {
            return Files.getOwner(folder(pid)).getName();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /**
     * Returns whether the process's environment contains exactly this variable; false also if it cannot be read or the
     * process has ended.
     */
    public boolean environmentHolds(Entry entry, byte[] variable) {
        try {
            byte[] environment = Files.readAllBytes(folder(entry.pid()).resolve("environ"));
            int start = 0;
            for (int i = 0; i <= environment.length; i++) {
                if (i == environment.length || environment[i] == 0) {
                    if (java.util.Arrays.equals(environment, start, i, variable, 0, variable.length)) {
                        return true;
                    }
                    start = i + 1;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the user of a process; empty if it has ended. */
    public Optional<Object> owner(long pid) {
        try {
            return Optional.of(Files.getAttribute(folder(pid), "unix:uid"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path folder(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    private static Optional<Entry> entry(Path folder) {
        try {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The program's name is in brackets and may contain any character, including brackets and blanks.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
            return Optional.of(new Entry(
                    Long.parseLong(folder.getFileName().toString()),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    fields[0].charAt(0),
                    Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
