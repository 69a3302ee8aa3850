package dev.jenvoy.permission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether others than root and the server's user may change what lies at a path, as sshd's option of that name asks: a
 * file is as safe as the folders above it, for who may write to one of those can put another file in its place.
 *
 * <ul>
 *   <li>Each file, folder and symbolic link on the way belongs to root or to the server's user.
 *   <li>No file or folder on the way may be written by every user. In a folder with the sticky bit, as {@code /tmp},
 *       others may add names but exchange none that is not theirs: what belongs to root or the server's user is safe there.
 *   <li>A group that may write is worth a warning, unless it is group 0, in which containers of an arbitrary user run, or
 *       the group of the server's user alone, which has that user's number.
 * </ul>
 *
 * <p>Links are followed, each with the folders above it. What is missing or cannot be looked at ends the way. Access
 * lists are known as far as the mode shows them. Where there is no {@code /proc} the server's user is not known, and owners
 * are not judged; nothing is where files have no Unix mode.
 */
public final class StrictModes {

    /** The variable of the server's environment that turns what is refused into warnings; no file can. */
    public static final String VARIABLE = "JENVOY_STRICT_MODES";

    private static final String WARN = "warn";
    /** What no one can write into an environment: a variable's value cannot hold it. */
    private static final String ONLOOKER = "\0onlooker";

    private static final int UNKNOWN = -1;
    private static final int MOST_LINKS = 40;

    private static final int TYPE = 0170000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;
    private static final int STICKY = 01000;
    private static final int GROUP_WRITE = 0020;
    private static final int OTHERS_WRITE = 0002;

    private final int user;
    private final int group;
    private final String setting;

    /**
     * @param user the server's, -1 where it is not known
     * @param group the server's
     * @param setting what {@link #VARIABLE} says; empty for nothing
     */
    StrictModes(int user, int group, String setting) {
        this.user = user;
        this.group = group;
        this.setting = setting;
    }

    /** For this process. */
    public static StrictModes of(Map<String, String> environment) {
        String setting = environment.getOrDefault(VARIABLE, "");
        return setting.equals(ONLOOKER)
                ? new StrictModes(UNKNOWN, UNKNOWN, "")
                : new StrictModes(Ids.USER, Ids.GROUP, setting);
    }

    /**
     * An environment in which owners are not judged, for a command that root runs beside the server: which user is the
     * server's is not known there. That of any other user comes back as it is.
     */
    public static Map<String, String> asOnlooker(Map<String, String> environment) {
        if (Ids.USER != 0 || environment.containsKey(VARIABLE)) {
            return environment;
        }
        Map<String, String> onlooker = new HashMap<>(environment);
        onlooker.put(VARIABLE, ONLOOKER);
        return onlooker;
    }

    /** Whether what is found is refused; otherwise it is warned of. */
    public boolean isEnforced() {
        return !setting.equals(WARN);
    }

    /** What is wrong with the variable itself. */
    public Optional<String> misspelling() {
        return setting.isEmpty() || setting.equals(WARN)
                ? Optional.empty()
                : Optional.of(VARIABLE + ": expected \"" + WARN + "\" or nothing; it counts as nothing");
    }

    /** Whether the server runs as root. */
    public boolean isRoot() {
        return user == 0;
    }

    /** What is wrong with a file or folder and the way to it, in the order of the way. */
    public List<Flaw> look(Path path) {
        return new Walk(false).to(path);
    }

    /**
     * As {@link #look}, for a folder whose every content is trusted: that others may add to it is wrong, sticky bit or
     * not.
     */
    public List<Flaw> lookInside(Path folder) {
        return new Walk(true).to(folder);
    }

    /** What is wrong with what stands there, not with the way to it. A link is judged as a link. */
    public List<Flaw> lookAtEntry(Path entry) {
        List<Flaw> flaws = new ArrayList<>();
        try {
            judge(entry, Status.of(entry, LinkOption.NOFOLLOW_LINKS), Flaw.Step.ITSELF, false, flaws);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return List.of();
        }
        return flaws;
    }

    /** What is wrong with a file that {@code status} is of, links followed. */
    Optional<Flaw> judge(Path file, Status status) {
        List<Flaw> flaws = new ArrayList<>();
        judge(file, status, Flaw.Step.ITSELF, false, flaws);
        return flaws.stream().filter(Flaw::isGrave).findFirst();
    }

    /**
     * The one look that is cheap enough for every run: the file itself, links followed.
     *
     * @param known what an earlier look gave; its object comes back while the file is the same
     * @throws IOException when it cannot be looked at
     */
    public Look lookAtFile(Path file, Look known) throws IOException {
        Status status;
        try {
            status = Status.of(file);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return known;
        }
        return status.isSame(known.status) ? known : new Look(status, judge(file, status));
    }

    /** The state of one file at one moment. */
    public static final class Look {
        /** Of nothing. */
        public static final Look NONE = new Look(new Status(0, 0, 0, 0, 0), Optional.empty());

        private final Status status;
        private final Optional<Flaw> flaw;

        Look(Status status, Optional<Flaw> flaw) {
            this.status = status;
            this.flaw = flaw;
        }

        /** A grave flaw of the file itself. */
        public Optional<Flaw> flaw() {
            return flaw;
        }
    }

    private void judge(Path at, Status status, Flaw.Step step, boolean sheltered, List<Flaw> flaws) {
        if (user != UNKNOWN && status.user() != 0 && status.user() != user) {
            flaws.add(new Flaw(Flaw.Kind.OTHER_OWNER, step, at, status.user()));
        }
        if (status.isLink() || (sheltered && status.isSticky())) {
            return;
        }
        if ((status.mode() & OTHERS_WRITE) != 0) {
            flaws.add(new Flaw(Flaw.Kind.OTHERS_WRITE, step, at, 0));
        } else if ((status.mode() & GROUP_WRITE) != 0 && !isOwnGroup(status.group())) {
            flaws.add(new Flaw(Flaw.Kind.GROUP_WRITES, step, at, status.group()));
        }
    }

    private boolean isOwnGroup(int of) {
        return of == 0 || (of == group && group == user);
    }

    /** What a look at one file gives. */
    record Status(int mode, int user, int group, long inode, long changed) {

        static Status of(Path path, LinkOption... options) throws IOException {
            Map<String, Object> all = Files.readAttributes(path, "unix:mode,uid,gid,ino,ctime", options);
            return new Status(
                    number(all, "mode"),
                    number(all, "uid"),
                    number(all, "gid"),
                    ((Number) all.getOrDefault("ino", 0L)).longValue(),
                    all.get("ctime") instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0);
        }

        private static int number(Map<String, Object> all, String name) {
            return ((Number) all.getOrDefault(name, 0)).intValue();
        }

        boolean isSame(Status other) {
            return mode == other.mode
                    && user == other.user
                    && group == other.group
                    && inode == other.inode
                    && changed == other.changed;
        }

        boolean isLink() {
            return (mode & TYPE) == LINK;
        }

        boolean isFolder() {
            return (mode & TYPE) == FOLDER;
        }

        boolean isSticky() {
            return isFolder() && (mode & STICKY) != 0;
        }
    }

    /** One way from the root of the file system to a file. */
    private final class Walk {
        private final boolean inside;
        private final List<Flaw> flaws = new ArrayList<>();
        private final Deque<Path> names = new ArrayDeque<>();
        private int links;

        Walk(boolean inside) {
            this.inside = inside;
        }

        List<Flaw> to(Path path) {
            Path absolute = path.toAbsolutePath();
            Path current = absolute.getRoot();
            try {
                absolute.forEach(names::addLast);
                visit(current, Status.of(current));
                while (!names.isEmpty()) {
                    current = step(current, names.removeFirst());
                }
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                // There is no more to be seen: what is missing is told by who reads it.
                return flaws;
            }
            return flaws;
        }

        private Path step(Path current, Path name) throws IOException {
            if (name.toString().equals("..")) {
                Path parent = current.getParent();
                return parent == null ? current : parent;
            }
            if (name.toString().equals(".")) {
                return current;
            }
            Path next = current.resolve(name);
            Status status = Status.of(next, LinkOption.NOFOLLOW_LINKS);
            if (!status.isLink()) {
                visit(next, status);
                return next;
            }
            judge(next, status, Flaw.Step.LINK, false, flaws);
            if (++links > MOST_LINKS) {
                throw new IOException("too many symbolic links");
            }
            Path target = Files.readSymbolicLink(next);
            List<Path> first = new ArrayList<>();
            target.forEach(first::add);
            for (int i = first.size() - 1; i >= 0; i--) {
                names.addFirst(first.get(i));
            }
            return target.isAbsolute() ? target.getRoot() : current;
        }

        private void visit(Path at, Status status) {
            boolean last = names.isEmpty();
            judge(at, status, last ? Flaw.Step.ITSELF : Flaw.Step.FOLDER, !last || !inside, flaws);
        }
    }
}
