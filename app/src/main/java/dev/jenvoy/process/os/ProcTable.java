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

/** The processes of this machine, as {@code /proc} of Linux shows them. Every look reads it anew. */
public final class ProcTable {
    private final Path proc;

    public ProcTable(Path proc) {
        this.proc = proc;
    }

    public static ProcTable ofThisMachine() {
        return new ProcTable(Path.of("/proc"));
    }

    /** Whether this machine has one. */
    public boolean isReadable() {
        return Files.isReadable(proc.resolve("self/environ"));
    }

    /**
     * A process at one moment. Its id and its start together are its own; the id alone is given to another later.
     *
     * @param started in the kernel's ticks since boot
     */
    public record Entry(long pid, long group, char state, long started) {
        /** Ended processes that were not reaped yet are no longer alive. */
        public boolean isAlive() {
            return state != 'Z' && state != 'X';
        }

        public boolean isSame(Entry other) {
            return pid == other.pid && started == other.started;
        }
    }

    /** All that can be seen. */
    public List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                entry(folder).ifPresent(all::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // No /proc: nothing to be seen.
            return List.of();
        }
        return all;
    }

    /** Whether no process of the group lives; false where that can not be told. */
    public boolean isEmptyGroup(long group) {
        List<Entry> all = all();
        return !all.isEmpty() && all.stream().noneMatch(entry -> entry.group() == group && entry.isAlive());
    }

    /**
     * The living processes of a group that has members, in words; empty if all have ended and only wait to be reaped.
     * Those of others may be hidden from this user.
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

    /** Whether the process's environment holds exactly this; false also if it may not be read or is gone. */
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

    /** Who runs it; empty if it is gone. */
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
            // The program's name stands in brackets and may hold anything, brackets and blanks included.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
            return Optional.of(new Entry(
                    Long.parseLong(folder.getFileName().toString()),
                    Long.parseLong(fields[2]),
                    fields[0].charAt(0),
                    Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
