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
 * Checks whether users other than root and the server's user may change what a path leads to, like sshd's option of
 * that name. A file is only as safe as the folders above it, because a user who may write to one of them can replace
 * the file.
 * <ul>
 * <li>Each file, folder and symbolic link on the path must belong to root or to the server's user.
 * <li>No file or folder on the path may be writable by every user. In a folder with the sticky bit, like {@code /tmp},
 * others may add names but may replace only their own, so files of root and of the server's user are safe there.
 * <li>A group that may write causes a warning, except group 0, in which containers with an arbitrary user run, and the
 * private group of the server's user, which has the same number as the user.
 * </ul> <p>Follows links, each with the folders above it. A missing or unreadable part ends the path. Considers access
 * lists only as far as the mode shows them. Without {@code /proc} the server's user is unknown, and owners are not
 * checked. Checks nothing if files have no Unix mode.
 */
public final class StrictModes {

    /** The variable of the server's environment that turns rejections into warnings. No file can. */
    public static final String VARIABLE = "JENVOY_STRICT_MODES";

    private static final String WARN = "warn";
    /** A value that no environment can contain, because of its NUL. */
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
     * @param user the server's user, -1 if unknown
     * @param group the server's group
     * @param setting the value of {@link #VARIABLE}; empty if not set
     */
    StrictModes(int user, int group, String setting) {
        this.user = user;
        this.group = group;
        this.setting = setting;
    }

    /** Returns the check for this process. */
    public static StrictModes of(Map<String, String> environment) {
        String setting = environment.getOrDefault(VARIABLE, "");
        return setting.equals(ONLOOKER)
                ? new StrictModes(UNKNOWN, UNKNOWN, "")
                : new StrictModes(Ids.USER, Ids.GROUP, setting);
    }

    /**
     * Returns an environment in which owners are not checked, for a command that root runs beside the server, where the
     * server's user is unknown. Returns the environment of any other user unchanged.
     */
    public static Map<String, String> asOnlooker(Map<String, String> environment) {
        if (Ids.USER != 0 || environment.containsKey(VARIABLE)) {
            return environment;
        }
        Map<String, String> onlooker = new HashMap<>(environment);
        onlooker.put(VARIABLE, ONLOOKER);
        return onlooker;
    }

    /** Returns whether flaws are rejected; otherwise they cause warnings. */
    public boolean isEnforced() {
        return !setting.equals(WARN);
    }

    /** Returns what is wrong with the variable itself. */
    public Optional<String> misspelling() {
        return setting.isEmpty() || setting.equals(WARN)
                ? Optional.empty()
                : Optional.of(VARIABLE + ": expected \"" + WARN + "\" or no value; the value is ignored");
    }

    /** Returns whether the server runs as root. */
    public boolean isRoot() {
        return user == 0;
    }

    /** Returns the flaws of a file or folder and of the path to it, in the order of the path. */
    public List<Flaw> look(Path path) {
        return new Walk(false).to(path);
    }

    /**
     * Returns the flaws like {@link #look}, for a folder whose entire contents are trusted: other users must not add to
     * it, even with the sticky bit.
     */
    public List<Flaw> lookInside(Path folder) {
        return new Walk(true).to(folder);
    }

    /** Returns the flaws of the entry, not of the path to it. Checks a link as a link. */
    public List<Flaw> lookAtEntry(Path entry) {
        List<Flaw> flaws = new ArrayList<>();
        try {
            judge(entry, Status.of(entry, LinkOption.NOFOLLOW_LINKS), Flaw.Step.ITSELF, false, flaws);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return List.of();
        }
        return flaws;
    }

    /** Returns a serious flaw of a file with this status, following links. */
    Optional<Flaw> judge(Path file, Status status) {
        List<Flaw> flaws = new ArrayList<>();
        judge(file, status, Flaw.Step.ITSELF, false, flaws);
        return flaws.stream().filter(Flaw::isGrave).findFirst();
    }

    /**
     * Checks the file itself, following links. Cheap enough for every run.
     *
     * @param known the result of an earlier call; the same object is returned while the file is unchanged
     * @throws IOException when the file cannot be examined
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
        /** The state before the first check. */
        public static final Look NONE = new Look(new Status(0, 0, 0, 0, 0), Optional.empty());

        private final Status status;
        private final Optional<Flaw> flaw;

        Look(Status status, Optional<Flaw> flaw) {
            this.status = status;
            this.flaw = flaw;
        }

        /** Returns a serious flaw of the file itself. */
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

    /** The attributes of one file. */
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

    /** One path from the root of the file system to a file. */
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
                // The rest of the path cannot be examined. The reader of the file reports a missing file.
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
