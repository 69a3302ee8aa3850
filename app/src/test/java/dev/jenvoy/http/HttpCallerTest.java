package dev.jenvoy.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a request was sent is known, or known to be unknown. */
class HttpCallerTest {

    private final HttpCaller caller = new HttpCaller(Duration.ofSeconds(1), 64 << 10);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server = open();

    private static HttpServer open() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/hang", exchange -> {
            exchange.getRequestBody().readAllBytes();
            await();
            exchange.close();
        });
        server.createContext("/half", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            await();
            exchange.close();
        });
        server.createContext("/large", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            byte[] kilobyte = "x".repeat(1_024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(kilobyte);
            }
            exchange.close();
        });
        server.start();
    }

    private void await() {
        try {
            boolean unused = release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        caller.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpReply post(String address) throws InterruptedException {
        return caller.send(HttpCall.postJson(WebAddress.parse(address).orElseThrow(), new JsonObject()));
    }

    private String here(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Test
    void a_refused_connection_is_not_sent() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(post("http://127.0.0.1:" + port + "/"))
                .isEqualTo(new HttpReply.NotSent("no connection: it was refused"));
    }

    @Test
    void a_name_that_does_not_exist_is_not_sent() throws InterruptedException {
        assertThat(post("https://nowhere.invalid/"))
                .isEqualTo(new HttpReply.NotSent("the host's name could not be resolved"));
    }

    @Test
    void a_server_that_does_not_speak_tls_is_not_sent() throws InterruptedException {
        // What is said depends on whether the server closes the connection before the time is over.
        assertThat(post(here("/").replace("http:", "https:"))).isInstanceOf(HttpReply.NotSent.class);
    }

    @Test
    void a_certificate_that_is_not_trusted_is_not_sent(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-storetype",
                        "PKCS12")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        secure.start();
        try {
            assertThat(post("https://127.0.0.1:" + secure.getAddress().getPort() + "/"))
                    .isEqualTo(new HttpReply.NotSent("its certificate is not trusted on this machine"));
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void a_server_that_does_not_answer_in_time_leaves_a_doubt() throws InterruptedException {
        assertThat(post(here("/hang"))).isEqualTo(new HttpReply.Lost("no answer within 1 s"));
    }

    @Test
    void an_answer_that_does_not_end_in_time_leaves_a_doubt() throws InterruptedException {
        assertThat(post(here("/half"))).isEqualTo(new HttpReply.Lost("no answer within 1 s"));
    }

    @Test
    void an_answer_is_read_up_to_64_kilobytes() throws InterruptedException {
        assertThat(post(here("/large"))).isInstanceOfSatisfying(HttpReply.Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).hasSize(64 << 10);
            assertThat(answer.cut()).isTrue();
        });
    }

    @Test
    void an_answer_that_fills_the_limit_is_whole() throws InterruptedException {
        try (HttpCaller exact = new HttpCaller(Duration.ofSeconds(10), 10_000 << 10)) {
            HttpCall call = HttpCall.get(WebAddress.parse(here("/large")).orElseThrow());

            assertThat(exact.send(call)).isInstanceOfSatisfying(HttpReply.Answer.class, answer -> {
                assertThat(answer.body()).hasSize(10_000 << 10);
                assertThat(answer.cut()).isFalse();
            });
        }
    }

    @Test
    void a_closed_caller_breaks_off_what_is_under_way() throws Exception {
        HttpCaller patient = new HttpCaller(Duration.ofMinutes(1), 64 << 10);
        CountDownLatch arrived = new CountDownLatch(1);
        server.createContext("/arrived", exchange -> {
            arrived.countDown();
            await();
            exchange.close();
        });
        Future<HttpReply> reply = threads.submit(() -> patient.send(
                HttpCall.postJson(WebAddress.parse(here("/arrived")).orElseThrow(), new JsonObject())));
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

        patient.close();

        assertThat(reply.get(10, TimeUnit.SECONDS)).isInstanceOf(HttpReply.Lost.class);
    }
}
