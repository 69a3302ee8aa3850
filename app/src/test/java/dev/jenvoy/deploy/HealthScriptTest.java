package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The health check of the image, against a real server. */
@Timeout(60)
final class HealthScriptTest {

    @TempDir
    Path folder;

    private int ask(Path config, Path out) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Checkout.root().resolve("docs/deploy/health.sh").toString(), config.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void it_follows_the_port_of_the_configuration() throws Exception {
        Path out = folder.resolve("out");
        try (TestServer site = TestServer.in(folder.resolve("site")).start()) {
            // "http_port" in a text, an object and a key like it must not count.
            Path config = Files.writeString(
                    folder.resolve("config.json"),
                    "{\n  \"hooks\": {\"push\": {\"env\": {\"A\": \"\\\"http_port\\\": 1\"}}},\n  \"http_port\":\n    "
                            + site.address().getPort() + ",\n  \"admin_port\": 2, \"http_host\": \"127.0.0.1\"\n}\n");

            assertThat(ask(config, out)).as(Checkout.read(out)).isZero();
            assertThat(Checkout.read(out)).contains("\"status\": \"ok\"");
        }
        assertThat(ask(folder.resolve("config.json"), out)).isNotZero();
    }

    @Test
    void it_asks_with_https_where_the_server_does() throws Exception {
        Path out = folder.resolve("out");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "30",
                        "-subj",
                        "/CN=hooks.example.org",
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        folder.resolve("chain.pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(openssl.waitFor(20, TimeUnit.SECONDS)).isTrue();
        try (TestServer site = TestServer.in(folder.resolve("site"))
                .with(
                        "tls",
                        Map.of(
                                "certificate",
                                folder.resolve("chain.pem").toString(),
                                "key",
                                folder.resolve("key.pem").toString()))
                .start()) {
            site.with("http_port", site.address().getPort());

            assertThat(ask(site.configFile(), out)).as(Checkout.read(out)).isZero();
        }
    }
}
