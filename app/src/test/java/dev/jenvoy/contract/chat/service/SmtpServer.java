package dev.jenvoy.contract.chat.service;

import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** aiosmtpd of Debian, with a handler that keeps each message in a file; see {@code smtp.py}. */
public final class SmtpServer implements AutoCloseable {

    private final int port;
    private final Path mails;
    private final ServiceProcess process;

    private SmtpServer(int port, Path mails, ServiceProcess process) {
        this.port = port;
        this.mails = mails;
        this.process = process;
    }

    /** Starts one that speaks without TLS and asks for no password. */
    public static SmtpServer plain(Path folder) {
        return start(folder, "plain", List.of());
    }

    /** Starts one that wants TLS ({@code starttls} or {@code implicit}), user {@code bot} and {@code rightpassword}. */
    public static SmtpServer secure(Path folder, String mode, TestCertificate certificate) {
        return start(
                folder,
                mode,
                List.of(certificate.certificate().toString(), certificate.key().toString()));
    }

    private static SmtpServer start(Path folder, String mode, List<String> more) {
        // The package's own command says that the package is there; a python3 in front in PATH may be another.
        Component.need("aiosmtpd");
        int port = ServiceProcess.freePort();
        Path own = folder.resolve("smtp-" + mode);
        Path mails = own.resolve("mails");
        try {
            Files.createDirectories(mails);
            List<String> command = new ArrayList<>(List.of(
                    "/usr/bin/python3",
                    Path.of("src/test/resources/dev/jenvoy/contract/chat/service/smtp.py")
                            .toAbsolutePath()
                            .toString(),
                    Integer.toString(port),
                    mails.toString(),
                    mode));
            command.addAll(more);
            return new SmtpServer(port, mails, ServiceProcess.start(own, port, command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Returns the messages so far as they came, in order. */
    public List<String> mails() {
        try (Stream<Path> files = Files.list(mails)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
