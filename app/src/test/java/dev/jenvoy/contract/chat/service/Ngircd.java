package dev.jenvoy.contract.chat.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ngircd: plain old IRC without accounts, labels or echoes. */
public final class Ngircd implements AutoCloseable {

    private final Path folder;
    private final int port;
    private ServiceProcess process;

    private Ngircd(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = run();
    }

    /**
     * Starts one.
     *
     * @param password that it asks of everyone; may be empty
     */
    public static Ngircd start(Path folder, String password) {
        int port = ServiceProcess.freePort();
        String configuration = """
                [Global]
                Name = irc.test
                Info = a test
                Listen = 127.0.0.1
                Ports = %d
                ServerUID = root
                ServerGID = root
                %s
                [Limits]
                MaxConnectionsIP = 0
                MaxNickLength = 20
                PingTimeout = 20
                PongTimeout = 10
                [Options]
                DNS = no
                Ident = no
                PAM = no
                PredefChannelsOnly = no
                [Operator]
                Name = oper
                Password = operator
                [Channel]
                Name = #keyed
                Key = rightkey
                Modes = nk rightkey
                [Channel]
                Name = #quiet
                Modes = mn
                """.formatted(port, password.isEmpty() ? "" : "Password = " + password);
        try {
            Files.writeString(folder.resolve("ngircd.conf"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ngircd(folder, port);
    }

    private ServiceProcess run() {
        return ServiceProcess.start(
                folder,
                port,
                List.of("ngircd", "-n", "-f", folder.resolve("ngircd.conf").toString()));
    }

    public int port() {
        return port;
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
