package dev.jenvoy.cli.setup;

import dev.jenvoy.cli.base.CheckText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The unit of a server.
 *
 * @param command the words that start the program, without its arguments
 * @param config the configuration
 * @param user as whom it runs, for a unit of the system; empty for one of the user who installs it
 * @param writable folders that it writes to
 */
record SystemdUnit(List<String> command, Path config, Optional<String> user, List<Path> writable) {

    /** The first line, by which a unit is known as one that may be removed. */
    static final String MARK = "# Made by \"jenvoy service install\".";

    private static final String USER = "[A-Za-z0-9_][A-Za-z0-9_.@-]{0,100}[$]?";

    /** What a byte becomes that is not of UTF-8. */
    private static final int UNREADABLE = 0xFFFD;

    private static final String COMMON = """
            KillMode=mixed
            TimeoutStopSec=30
            SuccessExitStatus=143
            Restart=on-failure
            RestartSec=2
            UMask=0027
            """;

    /** What neither the server nor a hook may do; the system's manager can hold it. */
    private static final String LIMITS = """
            NoNewPrivileges=yes
            CapabilityBoundingSet=
            ProtectSystem=strict
            PrivateTmp=yes
            PrivateDevices=yes
            ProtectClock=yes
            ProtectControlGroups=yes
            ProtectKernelLogs=yes
            ProtectKernelModules=yes
            ProtectKernelTunables=yes
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            LockPersonality=yes
            SystemCallArchitectures=native
            """;

    SystemdUnit {
        command = List.copyOf(command);
        writable = List.copyOf(writable);
    }

    /**
     * Returns the unit.
     *
     * @throws Systemd.Failure when a path or the user's name cannot be said to systemd
     */
    String text() throws Systemd.Failure {
        Path folder = config.toAbsolutePath().getParent();
        for (String word : command) {
            refuseOdd(word);
        }
        for (Path path : writable) {
            refuseOdd(path.toString());
        }
        refuseOdd(config.toString());
        refuseOdd(String.valueOf(folder));
        if (user.isPresent() && !user.get().matches(USER)) {
            throw new Systemd.Failure("systemd takes no user of the name " + CheckText.visible(user.get()));
        }
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("serve", "--config", config.toString()));
        StringBuilder text = new StringBuilder(MARK)
                .append(" It is explained in docs/how-to/systemd.md.\n")
                .append("[Unit]\nDescription=Jenvoy webhook runner\n");
        if (user.isPresent()) {
            text.append("After=network-online.target\nWants=network-online.target\n");
        }
        text.append("\n[Service]\nType=exec\n");
        user.ifPresent(name -> text.append("User=").append(name).append('\n'));
        // Not a list of words: systemd takes quotes as part of this path, and blanks as they are.
        text.append("WorkingDirectory=").append(escaped(String.valueOf(folder))).append('\n');
        text.append("ExecStart=")
                .append(quoted(words.get(0)))
                .append(words.stream()
                        .skip(1)
                        .map(word -> " " + quoted(word.replace("$", "$$")))
                        .collect(Collectors.joining()))
                .append('\n');
        text.append("Environment=LANG=C.UTF-8\n").append(COMMON);
        if (user.isPresent()) {
            text.append(LIMITS);
            writable.forEach(path -> text.append("ReadWritePaths=")
                    .append(quoted(path.toString()))
                    .append('\n'));
        }
        return text.append("\n[Install]\nWantedBy=")
                .append(user.isPresent() ? "multi-user.target" : "default.target")
                .append('\n')
                .toString();
    }

    /**
     * Refuses a word that a unit cannot say. The configuration, and so its paths, may be another user's than the one who
     * installs: a line end in a path would put lines of that user into a unit that root starts. A blank at an end is cut off by
     * systemd, a backslash at the end joins the next line, and a character that is not of UTF-8 stops the unit.
     */
    private static void refuseOdd(String word) throws Systemd.Failure {
        if (word.codePoints().anyMatch(SystemdUnit::isOdd)
                || !word.equals(word.strip())
                || word.isEmpty()
                || word.endsWith("\\")) {
            throw new Systemd.Failure("systemd takes no such path: " + CheckText.visible(word)
                    + "; control characters, blanks at an end and a backslash at the end are not possible");
        }
    }

    private static boolean isOdd(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || codePoint == UNREADABLE;
    }

    /** Quotes a word for systemd.service(5). In a command line, a dollar sign of any word but the first needs another. */
    private static String quoted(String word) {
        String text = escaped(word);
        return text.matches("[A-Za-z0-9@%+=:,./_$-]+")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A percent sign begins a specifier. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
