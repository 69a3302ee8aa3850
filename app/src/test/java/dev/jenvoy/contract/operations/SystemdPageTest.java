package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the instructions of the page about systemd, as far as possible without systemd. */
class SystemdPageTest {

    @TempDir
    private Path folder;

    @Test
    void send_is_let_in_on_the_server_itself() throws Exception {
        JsonObject config = config();
        String credential = config.get("enforce_secret").getAsString();
        assertThat(credential).isEqualTo("file:/run/credentials/jenvoy.service/webhook");
        Path secret = Files.writeString(folder.resolve("webhook"), "credential-5f0c9a7be1d24386");
        TestServer site = TestServer.in(folder.resolve("site")).hook("push", "#!/bin/sh", "echo deployed");
        for (Map.Entry<String, JsonElement> member : config.entrySet()) {
            if (!member.getKey().endsWith("_path")) {
                site.with(member.getKey(), new Gson().fromJson(member.getValue(), Object.class));
            }
        }
        try (TestServer started = site.with("enforce_secret", "file:" + secret).start()) {
            // The file from the page, whose credential this shell cannot read.
            config.addProperty("http_host", "127.0.0.1");
            config.addProperty("http_port", started.address().getPort());
            config.addProperty("admin_port", started.adminAddress().getPort());
            Path file = Files.writeString(folder.resolve("config.json"), config.toString());
            Cli cli = new Cli(folder);

            Cli.Ran sent = cli.run(
                    "send", "push", "--config", file.toString(), "--secret", "file:" + folder.resolve("webhook"));
            assertThat(sent.code()).as(sent.all()).isZero();
            assertThat(sent.out()).contains("stdout | deployed");
            Cli.Ran list = cli.run("deliveries", "list", "--config", file.toString());
            assertThat(list.code()).as(list.all()).isZero();
            assertThat(list.out()).contains("succeeded");
        }
    }

    private static JsonObject config() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("config.json.sample"))) {
            root = root.getParent();
        }
        String page = Files.readString(root.resolve("docs/how-to/systemd.md"));
        int begin = page.indexOf("```json example\n") + "```json example\n".length();
        return JsonParser.parseString(page.substring(begin, page.indexOf("```", begin)))
                .getAsJsonObject();
    }
}
