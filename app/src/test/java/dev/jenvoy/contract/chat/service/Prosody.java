package dev.jenvoy.contract.chat.service;

import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prosody with TLS and rooms that show the real JIDs of their occupants and keep their history over a crash. */
public final class Prosody implements AutoCloseable {

    private static final Path MODERATION = Path.of("/usr/lib/prosody/modules/mod_muc_moderation");

    private final Path folder;
    private final TestCertificate certificate;
    private final int port;
    private ServiceProcess process;

    private Prosody(Path folder, TestCertificate certificate, int port) {
        this.folder = folder;
        this.certificate = certificate;
        this.port = port;
        this.process = run();
    }

    /** Starts one with these users of {@code localhost}, whose certificate {@code other.test} has too; the password of each is {@code password-of-NAME}. */
    public static Prosody start(Path folder, String... users) {
        TestCertificate certificate = TestCertificate.make(folder, "localhost");
        int port = ServiceProcess.freePort();
        try {
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(folder.resolve("prosody.cfg.lua"), configuration(folder, certificate, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String user : users) {
            ServiceProcess.run(
                    folder,
                    "prosodyctl",
                    "--root",
                    "--config",
                    folder.resolve("prosody.cfg.lua").toString(),
                    "register",
                    user,
                    "localhost",
                    "password-of-" + user);
        }
        return new Prosody(folder, certificate, port);
    }

    /** Names what a test lacks in whose rooms moderators remove messages; prosody runs without it, too. */
    public static void needModeration() {
        Component.needFile(MODERATION, "prosody-modules");
    }

    private static String configuration(Path folder, TestCertificate certificate, int port) {
        return """
                run_as_root = true
                daemonize = false
                pidfile = "%1$s/prosody.pid"
                data_path = "%1$s/data"
                log = { info = "%1$s/prosody-info.log" }
                interfaces = { "127.0.0.1" }
                c2s_ports = { %2$d }
                s2s_ports = {}
                http_ports = {}
                https_ports = {}
                modules_enabled = { "saslauth", "tls", "disco", "ping", "posix" }
                modules_disabled = { "s2s", "http" }
                c2s_require_encryption = false
                allow_unencrypted_plain_auth = true
                authentication = "internal_plain"
                ssl = { certificate = "%3$s", key = "%4$s" }
                VirtualHost "localhost"
                VirtualHost "other.test"
                Component "conference.localhost" "muc"
                  modules_enabled = { "muc_mam", "muc_moderation" }
                  muc_log_by_default = true
                  muc_log_all_rooms = true
                  muc_room_default_public_jids = true
                  muc_room_default_persistent = true
                  muc_room_default_history_length = 50
                  max_history_messages = 50
                  admins = { "alice@localhost" }
                Component "anonymous.localhost" "muc"
                  muc_room_default_public_jids = false
                """.formatted(folder, port, certificate.certificate(), certificate.key());
    }

    private ServiceProcess run() {
        return ServiceProcess.start(
                folder,
                port,
                List.of(
                        "prosody",
                        "--root",
                        "-F",
                        "--config",
                        folder.resolve("prosody.cfg.lua").toString()));
    }

    public TestCertificate certificate() {
        return certificate;
    }

    public int port() {
        return port;
    }

    /** Connects another client, which shares no code with Smack, without TLS. */
    public XmppClient client(String user) {
        return XmppClient.connect(port, user, "password-of-" + user);
    }

    /** Kills it as kill -9 does. */
    public void kill() {
        process.kill();
    }

    /** Starts it again at the same port. */
    public void restart() {
        process = run();
    }

    /** Lets it do nothing until {@link #thaw}: its socket takes bytes, and no answer comes. */
    public void freeze() {
        process.signal("STOP");
    }

    public void thaw() {
        process.signal("CONT");
    }

    @Override
    public void close() {
        process.close();
    }
}
