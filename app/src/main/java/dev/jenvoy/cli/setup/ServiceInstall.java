package dev.jenvoy.cli.setup;

import dev.jenvoy.app.Settings;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.permission.Flaw;
import dev.jenvoy.permission.StrictModes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a service of the configuration on this machine. */
final class ServiceInstall {

    private final ConfigFile file;
    private final Surroundings surroundings;
    private final PrintWriter out;

    ServiceInstall(ConfigFile file, Surroundings surroundings, PrintWriter out) {
        this.file = file;
        this.surroundings = surroundings;
        this.out = out;
    }

    /** Writes the unit, and enables and starts it. */
    void run(ServiceOptions options) throws Systemd.Failure, InterruptedException {
        Systemd systemd = options.systemd(surroundings.environment(), out);
        String name = options.name();
        if (file.isMissing()) {
            throw new Systemd.Failure("there is no " + file.path() + "; \"init\" writes one");
        }
        Optional<String> user = options.ofUser() ? Optional.empty() : Optional.of(owner());
        systemd.write(name, unit(user).text());
        if (options.runs()) {
            systemd.control("daemon-reload");
            systemd.control("enable", "--now", name);
        } else {
            systemd.control("enable", name);
        }
        hints(options, user);
    }

    private SystemdUnit unit(Optional<String> user) throws Systemd.Failure {
        Config config = file.loadPartly().config();
        List<Path> writable = new ArrayList<>(List.of(Settings.dataFolder(config)));
        Settings.copiesFolder(config).ifPresent(writable::add);
        if (user.isPresent()) {
            for (Path folder : writable) {
                // systemd does not start a unit whose writable folder is missing.
                if (!Files.isDirectory(folder)) {
                    out.println("note: " + CheckText.visible(folder.toString())
                            + " must exist before the service starts, and belong to " + user.get());
                }
            }
        }
        return new SystemdUnit(command(), file.path(), user, writable);
    }

    /** Returns the owner of the configuration, who can read it. */
    private String owner() throws Systemd.Failure {
        try {
            String owner = Files.getOwner(file.path()).getName();
            if (owner.equals("root")) {
                refuseForeign();
                out.println("note: the configuration belongs to root, so the server and every hook run as root;"
                        + " give it to a user of its own first: docs/how-to/systemd.md");
            }
            return owner;
        } catch (IOException e) {
            throw new Systemd.Failure("the owner of " + file.path() + " is not known: " + e);
        }
    }

    /** A configuration of root that others may replace would give them a service of root. */
    private void refuseForeign() throws Systemd.Failure {
        Optional<Flaw> flaw = StrictModes.of(Map.of()).look(file.path()).stream()
                .filter(Flaw::isGrave)
                .findFirst();
        if (flaw.isPresent()) {
            throw new Systemd.Failure("the configuration belongs to root, so the service would run as root, but "
                    + CheckText.visible(flaw.get().wordsWithPath("it")));
        }
    }

    /** Returns the words that start this program, from any folder. */
    private List<String> command() throws Systemd.Failure {
        String launcher = System.getProperty("jenvoy.command", "");
        if (!launcher.isEmpty()) {
            Path path = launcher.contains("/")
                    ? surroundings.folder().resolve(launcher).normalize()
                    : onPath(launcher);
            return List.of(path.toString());
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path jar = surroundings
                .folder()
                .resolve(System.getProperty("java.class.path", ""))
                .normalize();
        return List.of(java, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-jar", jar.toString());
    }

    private Path onPath(String name) throws Systemd.Failure {
        return Arrays.stream(surroundings.environment().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new Systemd.Failure("there is no " + name + " on the PATH"));
    }

    private void hints(ServiceOptions options, Optional<String> user) {
        out.println();
        if (user.isEmpty()) {
            out.println("It ends when you log out, unless lingering is on: loginctl enable-linger");
        }
        out.println("Its log: journalctl " + (options.ofUser() ? "--user " : "") + "-u jenvoy -f");
        out.println(
                "The service has no variables of your shell. Secrets as credentials, which only the service can read:");
        out.println("  systemctl " + (options.ofUser() ? "--user " : "")
                + "edit, LoadCredential=webhook:/etc/jenvoy/webhook, and");
        out.println("  \"enforce_secret\": \"file:/run/credentials/jenvoy.service/webhook\" (docs/how-to/systemd.md)");
    }
}
