package dev.jenvoy.hook.run;

import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.variable.HelperWords;
import dev.jenvoy.process.account.AccountHelper;
import dev.jenvoy.process.os.AccessList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Another account of the machine, as which a hook runs. Where the server is root, {@code setpriv} of util-linux sets user, groups
 * and supplementary groups and then becomes the hook: it is the same process, in the same group, which root may signal. Another
 * server needs a helper of the operator.
 *
 * @param user its number
 * @param group the number of its own group
 * @param home its home folder
 * @param helper runs commands as the account; empty where the server is root
 */
record OtherAccount(String name, int user, int group, String home, Optional<AccountHelper> helper) {

    private static final List<Path> SETPRIV =
            List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"), Path.of("/usr/sbin/setpriv"));
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int FIELDS = 7;
    private static final long PATIENCE_SECONDS = 10;

    /** Says why a hook cannot run as another account. */
    static final class NoSuchAccount extends Exception {
        private static final long serialVersionUID = 1L;

        NoSuchAccount(String why) {
            super(why);
        }
    }

    /**
     * Finds an account; empty if it is the server's own, and nothing is to change. Reads the system's list of accounts each
     * time, and asks {@code getent} for one that is not in the file.
     *
     * @param settings name the helper, and the folders in which it is looked for
     * @throws NoSuchAccount when the machine has no such account, or this server may not use it
     */
    static Optional<OtherAccount> find(String name, HookSettings settings) throws NoSuchAccount, InterruptedException {
        OtherAccount found;
        int own;
        try {
            own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            Optional<OtherAccount> listed = among(Files.readAllLines(ACCOUNTS, StandardCharsets.ISO_8859_1), name);
            found = listed.or(() -> among(asked(name), name))
                    .orElseThrow(() -> new NoSuchAccount("the system knows no account " + name));
        } catch (IOException | NumberFormatException e) {
            throw new NoSuchAccount("the accounts of the system cannot be read");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (found.user == own) {
            return Optional.empty();
        }
        if (own != 0) {
            return Optional.of(found.by(helper(found, settings)));
        }
        if (setpriv().isEmpty()) {
            throw new NoSuchAccount("the program setpriv (of util-linux) is missing");
        }
        return Optional.of(found);
    }

    private static Optional<OtherAccount> among(List<String> accounts, String name) {
        return accounts.stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length == FIELDS && fields[0].equals(name))
                .findFirst()
                .map(fields -> new OtherAccount(
                        name,
                        Integer.parseUnsignedInt(fields[2]),
                        Integer.parseUnsignedInt(fields[3]),
                        fields[5],
                        Optional.empty()));
    }

    private static AccountHelper helper(OtherAccount account, HookSettings settings) throws NoSuchAccount {
        List<String> words = settings.userHelper();
        if (words.isEmpty()) {
            throw new NoSuchAccount(
                    "only a server that runs as root, or with a user_helper, can run it as " + account.name);
        }
        String program = words.get(0);
        Path found = Stream.of(settings.environment().getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Path::isAbsolute)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new NoSuchAccount("the program of user_helper is missing: " + program));
        List<String> all = new ArrayList<>();
        all.add(found.toString());
        words.stream()
                .skip(1)
                .map(word -> word.replace(HelperWords.USER, account.name))
                .forEach(all::add);
        return new AccountHelper(all, account.name, account.user);
    }

    private OtherAccount by(AccountHelper other) {
        return new OtherAccount(name, user, group, home, Optional.of(other));
    }

    /** Asks for an account of another source, such as a directory of the network. */
    private static List<String> asked(String name) {
        try {
            Process getent = new ProcessBuilder("getent", "passwd", "--", name)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                getent.getOutputStream().close();
                // One line, which the pipe holds.
                if (!getent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return List.of();
                }
                return new String(getent.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                        .lines()
                        .toList();
            } finally {
                getent.destroyForcibly();
            }
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Optional<Path> setpriv() {
        return SETPRIV.stream().filter(Files::isExecutable).findFirst();
    }

    /** Returns the command that runs this one as the account; the same where a helper runs it. */
    List<String> command(List<String> command) {
        if (helper.isPresent()) {
            return command;
        }
        List<String> all = new ArrayList<>();
        all.add(setpriv().orElseThrow().toString());
        all.add("--reuid=" + Integer.toUnsignedString(user));
        all.add("--regid=" + Integer.toUnsignedString(group));
        all.add("--init-groups");
        all.add("--inh-caps=-all");
        all.addAll(command);
        return all;
    }

    /** Returns the variables that name the account. */
    Map<String, String> variables() {
        return Map.of("HOME", home, "USER", name, "LOGNAME", name);
    }

    /**
     * Gives it a file: makes it the owner, or adds it to those who may read and write the file.
     *
     * @throws AccessList.Missing where the server is not root and the file system has no access lists
     */
    void own(Path file) throws IOException {
        if (helper.isPresent()) {
            AccessList.grant(file, user);
            return;
        }
        Files.setAttribute(file, "unix:gid", group);
        Files.setAttribute(file, "unix:uid", user);
    }
}
