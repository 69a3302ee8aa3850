package dev.jenvoy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.config.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the configuration that is shown. */
class ShownConfigTest {

    /** Replaces every secret, so that the shown configuration can be loaded again. */
    private static final String SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static final String EVERYTHING = """
            {
              "http_host": "127.0.0.1", "http_port": 5000, "github_ips_only": true, "allowed_ips": ["10.0.0.0/8"],
              "trusted_proxies": ["192.0.2.1/32"], "enforce_secret": "SECRET", "accept_sha1": false,
              "senders": {
                "gitea": {"secret": "SECRET", "allowed_ips": ["192.0.2.0/24"]},
                "gitlab": {"insecure": true},
                "travis": {"api": "https://api.travis-ci.com", "repositories": ["acme/*"]},
                "trigger": {"allowed_ips": ["192.0.2.0/24"]},
                "sns": {"topics": ["arn:aws:sns:eu-west-1:123456789012:commits"]},
                "gitee": {"secret": "SECRET", "event_header": "X-Gitee-Event", "token_header": "X-Gitee-Token",
                  "delivery_header": "X-Gitee-Id",
                  "payload": {"repository": "repository.path", "owner": "repository.namespace"}},
                "shop": {"secret": "SECRET", "event": "order", "signature_header": "X-Shop-Hmac", "prefix": "v1=",
                  "algorithm": "sha512", "encoding": "base64"}
              },
              "SIG_TIMESTAMP_EXPIRATION": 60, "SIG_TIMESTAMP_FUTURE": 30,
              "TRIGGERS": {"site:main": {"token": "SECRET", "cmd": "SECRET", "iterations": 5000}},
              "hooks_path": "hooks", "child_hooks": "prefix",
              "hooks": {"push-*": {"timeout": "5m", "retries": 2, "concurrency": "latest", "env": {"API": "SECRET"}},
                "all+1-log": {"max_output": "1KB", "on_crash": "fail", "kill_grace": "0s"}},
              "env_pass": ["LANG"], "return_scripts_info": false, "failed_hook_status": 500,
              "response_timeout": "9s", "request_timeout": "20s", "shutdown_timeout": "0s", "hook_timeout": "90s",
              "kill_grace": "1500ms", "max_payload": "1MB", "max_output": "64KB", "max_concurrent": 3,
              "max_backlog": 7, "on_crash": "fail", "data_path": "data", "retention": "2d", "backup_path": "backup",
              "admin_host": "127.0.0.1", "admin_port": 5001, "admin_token": "SECRET", "endpoint_key": "SECRET",
              "debug_level": "DEBUG", "log_format": "json", "access_log": true
            }
            """.replace("SECRET", SECRET);

    @TempDir
    private Path folder;

    @Test
    void what_is_shown_has_the_keys_and_shapes_of_the_file() throws IOException {
        LoadResult.Loaded original = load(EVERYTHING);

        Map<String, Object> shown = shown(original);

        JsonObject written = JsonParser.parseString(EVERYTHING).getAsJsonObject();
        assertThat(shown.keySet()).containsAll(written.keySet());
        String text = new GsonBuilder().disableHtmlEscaping().create().toJson(shown);
        assertThat(text).doesNotContain(SECRET);
        LoadResult.Loaded again = load(text.replace("(set)", SECRET));
        assertThat(again.config()).isEqualTo(original.config());
        assertThat(again.problems())
                .extracting(problem -> problem.message())
                .noneMatch(line -> line.contains("unknown"));
        JsonObject parsed = new Gson().toJsonTree(shown).getAsJsonObject();
        assertThat(parsed.getAsJsonObject("senders")).isEqualTo(hidden(written.getAsJsonObject("senders")));
        assertThat(parsed.getAsJsonObject("TRIGGERS")).isEqualTo(hidden(written.getAsJsonObject("TRIGGERS")));
        assertThat(parsed.getAsJsonObject("hooks")).isEqualTo(hidden(written.getAsJsonObject("hooks")));
    }

    @Test
    void the_defaults_are_shown_as_a_file_could_have_them() throws IOException {
        LoadResult.Loaded defaults = load("{}");

        LoadResult.Loaded again = load(new Gson().toJson(shown(defaults)));

        assertThat(again.config()).isEqualTo(defaults.config());
    }

    private static JsonObject hidden(JsonObject object) {
        return JsonParser.parseString(object.toString().replace(SECRET, "(set)"))
                .getAsJsonObject();
    }

    private Map<String, Object> shown(LoadResult.Loaded loaded) {
        LiveConfig live = new LiveConfig(file(), loaded, Clock.systemUTC(), config -> {});
        return new ShownConfig(live).get().values();
    }

    private ConfigFile file() {
        return ConfigFile.locate(folder.resolve("config.json"), Map.of(), folder);
    }

    private LoadResult.Loaded load(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
        LoadResult result = file().load();
        assertThat(result.problems()).filteredOn(problem -> problem.isError()).isEmpty();
        return (LoadResult.Loaded) result;
    }
}
