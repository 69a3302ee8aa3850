package dev.jenvoy.web.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.service.TestCertificate;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.web.connection.Connections;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.connection.Doors;
import dev.jenvoy.web.connection.HttpListener;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that clients which never finish a handshake, or never read, do not keep their places. */
@Timeout(60)
final class TlsPortTest {

    private static final Duration IDLE = Duration.ofMillis(800);

    @TempDir
    private Path folder;

    private final Connections connections = new Connections(16, Duration.ofMillis(700), new Crowding(System::nanoTime));
    private TestCertificate certificate;
    private HttpListener listener;

    @BeforeEach
    void listen() throws Exception {
        certificate = TestCertificate.make(folder, "localhost");
        TlsOptions options = new TlsOptions(certificate.certificate(), certificate.key(), Optional.empty());
        FileReader reader = new FileReader(StrictModes.of(Map.of()));
        TlsPort port = TlsPort.open(new TlsFiles(options, reader), InstantSource.system());
        listener = new HttpListener(
                new Doors(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.of(port), List.of()),
                new HttpListener.Threads(2, 2, 2),
                IDLE,
                IDLE,
                connections,
                exchange -> exchange.getResponseSender().send("x".repeat(4 << 20)));
        listener.start();
    }

    @AfterEach
    void stop() throws Exception {
        listener.stop();
    }

    private void awaitNone() {
        Awaitility.await().until(() -> connections.count() == 0);
    }

    @Test
    void a_client_that_says_nothing_is_closed() throws Exception {
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort())) {
            client.setSoTimeout(20_000);
            assertThat(client.getInputStream().read()).isNegative();
        }
        awaitNone();
    }

    @Test
    void a_client_that_begins_a_handshake_and_stops_is_closed() throws Exception {
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort())) {
            client.setSoTimeout(20_000);
            // The head of a record with a handshake of 512 bytes that never come.
            client.getOutputStream().write(new byte[] {22, 3, 1, 2, 0});
            assertThat(client.getInputStream().read()).isNegative();
        }
        awaitNone();
    }

    @Test
    void a_client_that_does_not_read_its_answer_is_cut_off() throws Exception {
        try (SSLSocket client = (SSLSocket) certificate
                .trust()
                .getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(), listener.address().getPort())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> connections.count() == 1);
            awaitNone();
        }
    }

    @Test
    void a_client_that_reads_gets_all_of_a_large_answer() throws Exception {
        try (SSLSocket client = (SSLSocket) certificate
                .trust()
                .getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(), listener.address().getPort())) {
            client.setSoTimeout(20_000);
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = client.getInputStream();
            assertThat(in.readAllBytes().length).isGreaterThan(4 << 20);
        }
        awaitNone();
    }
}
