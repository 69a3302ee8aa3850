package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.jenvoy.config.ConfigFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that the handed out files for several servers ask for. */
final class SeveralServersConfigTest {

    @TempDir
    Path folder;

    @Test
    void the_keys_that_compose_names_are_a_configuration_without_a_fault() throws IOException {
        String comment = Checkout.read("docs/deploy/compose-several.yaml")
                .lines()
                .takeWhile(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .collect(Collectors.joining(" "));
        Matcher keys = Pattern.compile("config\\.json \\(with (\"journal.*?)\\), the files (.*?) with one secret each")
                .matcher(comment);
        assertThat(keys.find()).as(comment).isTrue();
        for (String name : List.of("webhook", "database", "endpoint_key")) {
            assertThat(keys.group(2)).contains('"' + name + '"');
            Path secret = Files.writeString(folder.resolve(name), "0123456789abcdef".repeat(4));
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        }

        String json = '{' + keys.group(1).replace("\" and \"", "\", \"").replace("/run/secrets/", folder + "/") + '}';

        assertThat(new ConfigFolder(folder, Map.of()).problems(json)).isEmpty();
        Object proxy = Manifests.at(
                Manifests.objects(Checkout.read("docs/deploy/compose-several.yaml"))
                        .get(0),
                "services",
                "proxy",
                "networks",
                "default",
                "ipv4_address");
        // From anybody else the sender's address would not be believed, and all of them be refused.
        assertThat(JsonParser.parseString(json).getAsJsonObject().get("trusted_proxies"))
                .hasToString("[\"" + proxy + "/32\"]");
    }
}
