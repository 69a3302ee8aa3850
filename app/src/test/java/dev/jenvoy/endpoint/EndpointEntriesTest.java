package dev.jenvoy.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFolder;
import dev.jenvoy.config.EndpointsSection;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how entries of {@code endpoints} are read, shown and compared. */
class EndpointEntriesTest {

    private static final String SECRET = "planted-secret-of-an-endpoint-17";

    @TempDir
    private Path folder;

    private String problems(String entry) {
        String json = "{\"endpoints\": {\"it\": " + entry.replace('\'', '"').replace('`', '\'') + "}}";
        return String.join("\n", new ConfigFolder(folder, Map.of()).problems(json.replace("SECRET", SECRET)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|endpoints.it.proof|this key is missing",
                "{'proof': {}}|endpoints.it.proof|proves nothing",
                "{'proof': []}|endpoints.it.proof|an empty list accepts no request",
                "{'proof': 'nothing'}|endpoints.it.proof|expected an object",
                "{'proof': {'bearer': ''}}|endpoints.it.proof.bearer|would let anybody in",
                "{'proof': {'bearer': []}}|endpoints.it.proof.bearer|would open the door",
                "{'proof': {'basic': {'user': 'a:b', 'password': 'SECRET'}}}|endpoints.it.proof.basic.user|without a colon",
                "{'proof': {'header': {'name': 'a b', 'secret': 'SECRET'}}}|endpoints.it.proof.header.name|a header's name",
                "{'proof': {'header': {'name': 'X-T'}}}|endpoints.it.proof.header.secret|missing",
                "{'proof': {'path_token': 'with/SECRET'}}|endpoints.it.proof.path_token|letters, digits and ._~-",
                "{'proof': {'query_token': {'name': 'a&b', 'secret': 'SECRET'}}}|endpoints.it.proof.query_token.name|in a query",
                "{'proof': {'client_certificate': {'X-Verify': ''}}}|endpoints.it.proof.client_certificate|none of them empty",
                "{'proof': {'allowed_ips': []}}|endpoints.it.proof.allowed_ips|accepts no request",
                "{'proof': {'hmac': {'header': 'X-S', 'secret': 'SECRET', 'signed': 'v0'}}}|endpoints.it.proof.hmac.signed|{body} once",
                "{'proof': {'hmac': {'header': 'X-S', 'secret': 'SECRET', 'signed': '{body}{what}'}}}|endpoints.it.proof.hmac.signed|{body} once",
                "{'proof': {'hmac': {'header': 'X-S', 'secret': 'SECRET', 'timestamp_header': 'X-T'}}}|endpoints.it.proof.hmac|{timestamp} in",
                "{'proof': {'hmac': {'header': 'X-S', 'secret': 'SECRET', 'signed': '{timestamp}{body}'}}}|endpoints.it.proof.hmac|timestamp_header or",
                "{'proof': {'hmac': {'header': 'X-S', 'secret': 'SECRET', 'signed': '{timestamp}{body}', 'timestamp_prefix': 't='}}}|endpoints.it.proof.hmac|separator",
                "{'proof': 'none', 'methods': []}|endpoints.it.methods|accepts no request",
                "{'proof': 'none', 'methods': ['get']}|endpoints.it.methods[0]|upper case",
                "{'proof': 'none', 'when': '7'}|endpoints.it.when|true or false",
                "{'proof': 'none', 'event': 'payload.'}|endpoints.it.event|column",
                "{'proof': 'none', 'event': 'paylod.x'}|endpoints.it.event|paylod",
                "{'proof': 'none', 'event': 7}|endpoints.it.event|an expression",
                "{'proof': 'none', 'env': {'LD_PRELOAD': '`x`'}}|endpoints.it.env.LD_PRELOAD|must not set",
                "{'proof': 'none', 'env': {'JENVOY_X': '`x`'}}|endpoints.it.env.JENVOY_X|must not set",
                "{'proof': 'none', 'env': {'PATH': '`x`'}}|endpoints.it.env.PATH|must not set",
                "{'proof': 'none', 'env': {'A-B': '`x`'}}|endpoints.it.env.A-B|not a variable's name",
                "{'proof': 'none', 'response': {'text': 'a', 'output': true}}|endpoints.it.response|either",
                "{'proof': 'none', 'response': {'at': 'acceptance', 'output': true}}|endpoints.it.response|how the hooks end",
                "{'proof': 'none', 'response': {'status': 204, 'text': 'a'}}|endpoints.it.response.status|no body",
                "{'proof': 'none', 'response': {'status': 99}}|endpoints.it.response.status|from 200 to 599",
                "{'proof': 'none', 'response': {'headers': {'Content-Length': '7'}}}|endpoints.it.response.headers.Content-Length|itself",
                "{'proof': 'none', 'response': {'content_type': 'a\\r\\nb'}}|endpoints.it.response.content_type|content type",
                "{'as': 'gitlub', 'secret': 'SECRET'}|endpoints.it.as|github",
                "{'as': 'github', 'secret': ''}|endpoints.it.secret|would let anybody in",
                "{'as': 'github'}|endpoints.it.secret|missing",
                "{'proof': 'none', 'methds': ['GET']}|endpoints.it.methds|did you mean \"methods\"?",
                "7|endpoints.it|an object with a",
            })
    void what_is_wrong_is_named_without_secrets(String entry, String key, String words) {
        assertThat(problems(entry)).contains(key, words).doesNotContain(SECRET);
    }

    @Test
    void an_endpoint_whose_name_is_no_event_needs_another() {
        for (String name : new String[] {"all", "ping", "a b"}) {
            assertThat(new ConfigFolder(folder, Map.of())
                            .problems("{\"endpoints\": {\"" + name + "\": {\"proof\": \"none\"}}}"))
                    .as(name)
                    .anyMatch(problem -> problem.contains("another name") || problem.contains("not a name"));
        }
    }

    @Test
    void what_is_shown_can_be_read_again_and_holds_no_secret() {
        String json = """
                {"endpoints": {
                  "a": {"proof": {"hmac": {"header": "X-S", "secret": ["SECRET", "SECRET-2"], "prefix": "v1=", "separator": ",",
                      "signed": "{timestamp}.{body}", "timestamp_prefix": "t=", "tolerance": "2m"}, "allowed_ips": ["10.0.0.0/8"]},
                    "methods": ["POST", "PUT"], "body": "form", "json_fields": ["payload"], "challenge": "body", "when": "true",
                    "event": "payload.a", "env": {"X": "body"}, "resends": true,
                    "response": {"status": 201, "failed_status": 500, "output": true, "headers": {"X-A": "b"},
                      "mismatch_status": 400, "mismatch_text": "no"}},
                  "b": {"proof": [{"basic": {"user": "u", "password": "SECRET"}, "methods": ["GET"]},
                    {"header": {"name": "X-T", "secret": "SECRET"}}, {"path_token": "SECRET"},
                    {"query_token": {"name": "t", "secret": "SECRET"}}, {"client_certificate": {"X-V": ["a", "b"]}}]},
                  "c": {"as": "github", "secret": "SECRET", "allowed_ips": ["192.0.2.0/24"]}}}
                """.replace("SECRET", SECRET);
        Config config = new ConfigFolder(folder, Map.of()).config(json);
        String shown = new com.google.gson.Gson().toJson(config.shown());

        assertThat(shown).doesNotContain(SECRET).contains("\"endpoints\"", "(2 set)", "(set)", "payload.a");
        assertThat(config.toString()).doesNotContain(SECRET);
        assertThat(config.get(EndpointsSection.GROUP).orElseThrow().toString()).doesNotContain(SECRET);
        // Read again, it is equal: an unchanged file is no change.
        assertThat(new ConfigFolder(folder, Map.of()).config(json)).isEqualTo(config);
        String again = "{\"endpoints\": "
                + new com.google.gson.Gson().toJson(config.shown().get("endpoints")) + "}";
        assertThat(new ConfigFolder(folder, Map.of())
                        .config(again.replace("(set)", "set-again-and-long-enough")
                                .replace("(2 set)", "set-again-and-long-enough"))
                        .shown()
                        .get("endpoints")
                        .toString())
                .contains("X-S", "payload.a");
    }
}
