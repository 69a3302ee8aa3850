package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports hooks files of adnanh/webhook, and sends requests to what was imported. */
class ImportTest {

    private static final String SECRET = "planted-secret-of-an-old-hook";

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void a_command_that_prints_what_it_gets() throws Exception {
        site = TestServer.in(folder);
        Path command = folder.resolve("it's a command");
        Files.writeString(
                command,
                "#!/bin/sh\npwd\nfor a; do echo \"[$a]\"; done\nenv | grep '^HOOK_\\|^ARG_\\|^FILE_\\|^NAME=' | sort\n"
                        + "[ -z \"$A_FILE\" ] || cat \"$A_FILE\"\n[ ! -e fail ] || exit 4\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("work here"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** Replaces the places of the command, the folder and the secret. */
    private String filled(String hooks) {
        return hooks.replace("COMMAND", folder.resolve("it's a command").toString())
                .replace("FOLDER", folder.resolve("work here").toString())
                .replace("SECRET", SECRET);
    }

    private Cli.Ran imports(String hooks) throws IOException {
        Files.writeString(folder.resolve("hooks.json"), filled(hooks));
        return new Cli(folder).run("import", "hooks.json", "--into", "new");
    }

    private JsonObject config() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("new/config.json")))
                .getAsJsonObject();
    }

    /** Imports and starts a server with what was imported. */
    private String started(String hooks) throws Exception {
        Cli.Ran ran = imports(hooks);
        assertThat(ran.code()).as(ran.all()).isEqualTo(0);
        site.with("hooks_path", "new/hooks")
                .with("endpoints", config().getAsJsonObject("endpoints"))
                .start();
        return ran.out();
    }

    private static HookRequest post(String path, String json) {
        return HookRequest.of("POST", path)
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .body(json);
    }

    /** Returns what the hook of the newest delivery printed. */
    private String printed(int entry) {
        StringBuilder output = new StringBuilder();
        Eventually.that(() -> {
            JsonObject delivery = site.admin("/api/deliveries/" + entry).json();
            assertThat(delivery.get("state").getAsString()).isIn("succeeded", "failed");
            output.setLength(0);
            output.append(delivery.toString().replace("\\n", "\n"));
        });
        return output.toString();
    }

    private static String signed(String hash, String body) {
        return HookRequest.hmac("Hmac" + hash, SECRET, HookRequest.bytes(body));
    }

    @Test
    void a_hook_of_github_runs_with_its_arguments_in_its_folder() throws Exception {
        started("""
                [{"id": "redeploy", "execute-command": "COMMAND", "command-working-directory": "FOLDER",
                  "pass-arguments-to-command": [
                    {"source": "payload", "name": "head_commit.id"}, {"source": "payload", "name": "pusher.name"},
                    {"source": "string", "name": "it's fixed"}, {"source": "payload", "name": "commits.1.in-id"}],
                  "trigger-rule": {"and": [
                    {"match": {"type": "payload-hash-sha1", "secret": "SECRET",
                      "parameter": {"source": "header", "name": "X-Hub-Signature"}}},
                    {"match": {"type": "value", "value": "refs/heads/master",
                      "parameter": {"source": "payload", "name": "ref"}}}]}}]
                """);
        String body =
                "{\"ref\": \"refs/heads/master\", \"head_commit\": {\"id\": \"1a2b\"}, \"commits\": [{}, {\"in-id\": 7}],"
                        + " \"pusher\": {\"name\": \"$(ann)\"}}";

        HttpAnswer answer =
                site.send(post("/hooks/redeploy", body).with("X-Hub-Signature", "sha1=" + signed("SHA1", body)));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(printed(1))
                .contains("/work here\n[1a2b]\n[$(ann)]\n[it's fixed]\n[7]\n")
                .doesNotContain("ARG_");
        assertThat(site.send(post("/hooks/redeploy", body)).status()).isEqualTo(403);
        String other = "{\"ref\": \"refs/heads/other\"}";
        assertThat(site.send(post("/hooks/redeploy", other).with("X-Hub-Signature", "sha1=" + signed("SHA1", other)))
                        .body())
                .isEqualTo("Hook rules were not satisfied.");
        // A value that is missing is an empty argument.
        String bare = "{\"ref\": \"refs/heads/master\"}";
        assertThat(site.send(post("/hooks/redeploy", bare).with("X-Hub-Signature", "sha1=" + signed("SHA1", bare)))
                        .status())
                .isEqualTo(200);
        assertThat(printed(2)).contains("[]\n[]\n[it's fixed]\n[]\n");
    }

    @Test
    void a_signature_may_have_its_hash_before_it_or_not() throws Exception {
        started("""
                [{"id": "gogs", "execute-command": "COMMAND", "response-message": "got it",
                  "trigger-rule": {"match": {"type": "payload-hmac-sha256", "secret": "SECRET",
                    "parameter": {"source": "header", "name": "X-Gogs-Signature"}}}}]
                """);
        String code = signed("SHA256", "{}");

        for (String header : List.of(code, "sha256=" + code, "sha256=" + signed("SHA256", "x") + ", sha256=" + code)) {
            HttpAnswer answer = site.send(post("/hooks/gogs", "{}").with("X-Gogs-Signature", header));
            assertThat(answer.body()).as(header).isEqualTo("got it");
        }
        assertThat(site.send(post("/hooks/gogs", "{}").with("X-Gogs-Signature", "sha1=" + code))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void tokens_in_headers_and_queries_become_proofs_and_not_conditions() throws Exception {
        started("""
                - id: gitlab
                  execute-command: COMMAND
                  response-message: Executing redeploy script
                  trigger-rule:
                    match:
                      type: value
                      value: SECRET
                      parameter: {source: header, name: X-Gitlab-Token}
                - id: simple-one
                  execute-command: COMMAND
                  http-methods: [" get "]
                  include-command-output-in-response: true
                  pass-environment-to-command:
                    - {source: url, name: q, envname: NAME}
                    - {source: header, name: X-Kind}
                    - {source: request, name: method}
                  trigger-rule:
                    and:
                      - match: {type: value, value: SECRET, parameter: {source: url, name: token}}
                      - not: {match: {type: regex, regex: "^x", parameter: {source: url, name: q}}}
                """);

        assertThat(config().toString()).doesNotContain("'" + SECRET);
        assertThat(site.send(post("/hooks/gitlab", "{}").with("X-Gitlab-Token", SECRET))
                        .body())
                .isEqualTo("Executing redeploy script");
        assertThat(site.send(post("/hooks/gitlab", "{}").with("X-Gitlab-Token", "x"))
                        .status())
                .isEqualTo(403);
        HttpAnswer simple = site.send(HookRequest.of("GET", "/hooks/simple-one?token=" + SECRET + "&q=a%20b")
                .with("X-Kind", "k"));
        assertThat(simple.body())
                .contains("HOOK_X_Kind=k\nHOOK_method=GET\nNAME=a b\n")
                .doesNotContain(SECRET);
        for (String query : List.of("q=xa", "p=1")) {
            assertThat(site.get("/hooks/simple-one?token=" + SECRET + "&" + query)
                            .body())
                    .as(query)
                    .isEqualTo("Hook rules were not satisfied.");
        }
        assertThat(site.send(post("/hooks/simple-one?token=" + SECRET + "&q=a", "{}"))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void files_are_made_and_output_and_statuses_are_answered() throws Exception {
        String out = started("""
                [{"id": "file.hook", "execute-command": "COMMAND", "command-working-directory": "FOLDER",
                  "pass-file-to-command": [{"source": "payload", "name": "binary", "envname": "A_FILE", "base64decode": true},
                    {"source": "raw-request-body", "envname": "HOOK_BODY"}],
                  "include-command-output-in-response": true, "include-command-output-in-response-on-error": true,
                  "success-http-response-code": 201,
                  "response-headers": [{"name": "X-Kind", "value": "test"}, {"name": "Content-Type", "value": "text/css"}],
                  "trigger-rule-mismatch-http-response-code": 400,
                  "trigger-rule": {"or": [
                    {"match": {"type": "value", "value": "a", "parameter": {"source": "payload", "name": "kind"}}},
                    {"match": {"type": "value", "value": "3", "parameter": {"source": "payload", "name": "kind"}}}]}}]
                """);

        assertThat(out).contains("anybody can run it", "64 KB at most");
        String base64 = Base64.getEncoder().encodeToString("inside".getBytes(StandardCharsets.UTF_8));
        HttpAnswer good = site.send(post("/hooks/file.hook", "{\"kind\": 3, \"binary\": \"" + base64 + "\"}"));
        assertThat(good.status()).isEqualTo(201);
        assertThat(good.field("X-Kind")).isEqualTo("test");
        assertThat(good.field("Content-Type")).isEqualTo("text/css");
        assertThat(good.body())
                .contains("/work here\n", "HOOK_BODY=/")
                .endsWith("inside")
                .doesNotContain("FILE_1");
        assertThat(site.send(post("/hooks/file.hook", "{\"kind\": \"b\"}")).status())
                .isEqualTo(400);
        Files.createFile(folder.resolve("work here/fail"));
        assertThat(site.send(post("/hooks/file.hook", "{\"kind\": \"a\"}")).status())
                .isEqualTo(500);
        try (Stream<Path> left = Files.list(folder.resolve("work here"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void a_form_with_json_and_several_levels_of_rules_are_understood() throws Exception {
        started("""
                [{"id": "travis", "execute-command": "COMMAND", "include-command-output-in-response": true,
                  "parse-parameters-as-json": [{"source": "payload", "name": "payload"}],
                  "pass-arguments-to-command": [{"source": "payload", "name": "payload.branch"}, {"source": "entire-query"}],
                  "trigger-rule": {"and": [
                    {"match": {"type": "ip-whitelist", "ip-range": "192.0.2.77/24"}},
                    {"or": [
                      {"match": {"type": "value", "value": "passed", "parameter": {"source": "payload", "name": "payload.state"}}},
                      {"match": {"type": "regex", "regex": "^fix", "parameter": {"source": "payload", "name": "payload.state"}}}]}]}}]
                """);
        site.with("trusted_proxies", List.of("127.0.0.0/8"));
        HookRequest form = HookRequest.of("POST", "/hooks/travis?a=b")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with("X-Forwarded-For", "192.0.2.5");

        HttpAnswer good = site.send(form.body("payload=%7B%22state%22%3A%22fixed%22%2C%22branch%22%3A%22main%22%7D"));
        assertThat(good.body()).as(good.toString()).contains("[main]\n[{\"a\":\"b\"}]\n");
        assertThat(site.send(form.body("payload=%7B%22state%22%3A%22failed%22%7D"))
                        .body())
                .isEqualTo("Hook rules were not satisfied.");
        assertThat(site.send(form.body("payload=%7B%7D").with("X-Forwarded-For", "198.51.100.1"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void loopback_alone_is_a_proof_as_there() throws Exception {
        String out = started("""
                [{"id": "local", "execute-command": "COMMAND", "response-message": "ok",
                  "trigger-rule-mismatch-http-response-code": 400,
                  "trigger-rule": {"match": {"type": "ip-whitelist", "ip-range": "127.0.0.1/32"}}}]
                """);

        assertThat(out)
                .contains("only while trusted_proxies is empty", "403 without a text, not 400 \"Hook rules were not")
                .contains("\"trigger-rule-mismatch-http-response-code\" was left out");
        assertThat(site.send(post("/hooks/local", "{}")).body()).isEqualTo("ok");
        assertThat(site.send(post("/hooks/local", "{}").with("X-Forwarded-For", "127.0.0.1"))
                        .status())
                .isEqualTo(403);
        // Nothing of GitHub's is needed.
        assertThat(config().get("github_ips_only").getAsBoolean()).isFalse();
    }

    @Test
    void values_that_hooks_do_not_get_are_named() throws Exception {
        Cli.Ran ran = imports("""
                [{"id": "hides", "execute-command": "COMMAND",
                  "pass-arguments-to-command": [{"source": "payload", "name": "a"}, {"source": "header", "name": "X-Token"},
                    {"source": "entire-query"}],
                  "pass-environment-to-command": [{"source": "header", "name": "Authorization", "envname": "WHO"},
                    {"source": "url", "name": "token"}, {"source": "url", "name": "kind"}],
                  "trigger-rule": {"and": [
                    {"match": {"type": "value", "value": "SECRET", "parameter": {"source": "header", "name": "X-Token"}}},
                    {"match": {"type": "value", "value": "SECRET", "parameter": {"source": "url", "name": "token"}}}]}},
                 {"id": "never", "execute-command": "COMMAND",
                  "trigger-rule": {"match": {"type": "regex", "regex": "^Basic", "parameter": {"source": "header", "name": "Authorization"}}}}]
                """);

        assertThat(ran.out())
                .contains("argument 2 is empty: \"X-Token\" is what proves the request; hooks do not get it")
                .contains(
                        "argument 3 is without token", "the variable WHO is empty", "the variable HOOK_token is empty")
                .contains("never: not imported: a rule that is no proof reads \"authorization\"")
                .doesNotContain("argument 1", "HOOK_kind", SECRET);
    }

    @Test
    void the_signature_of_scalr_covers_its_date() throws Exception {
        ZonedDateTime now = ZonedDateTime.of(2026, 3, 1, 12, 0, 0, 0, ZoneOffset.UTC);
        site.clock(Clock.fixed(now.toInstant(), ZoneOffset.UTC));
        started("""
                [{"id": "scalr", "execute-command": "COMMAND", "response-message": "ok",
                  "trigger-rule": {"match": {"type": "scalr-signature", "secret": "SECRET"}}}]
                """);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.minusMinutes(4));
        String old = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.minusMinutes(6));

        assertThat(site.send(post("/hooks/scalr", "{}")
                                .with("Date", date)
                                .with("X-Signature", signed("SHA1", "{}" + date)))
                        .body())
                .isEqualTo("ok");
        assertThat(site.send(post("/hooks/scalr", "{}")
                                .with("Date", old)
                                .with("X-Signature", signed("SHA1", "{}" + old)))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_secret_from_a_template_is_a_reference() throws Exception {
        Cli.Ran ran = imports("""
                [{"id": "webhook", "execute-command": "COMMAND",
                  "trigger-rule": {"match": {"type": "payload-hmac-sha1", "secret": "{{ getenv "OLD_KEY" | js }}",
                    "parameter": {"source": "header", "name": "X-Hub-Signature"}}}}]
                """);

        // The variable is not set here, and the command says so.
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("OLD_KEY is not set");
        assertThat(config().toString()).contains("\"secret\":\"env:OLD_KEY\"");
        assertThat(Files.getPosixFilePermissions(folder.resolve("new/config.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(folder.resolve("new/hooks/webhook"))).contains("exec '" + folder);
    }

    @Test
    void what_has_no_equivalent_is_named_and_not_written() throws Exception {
        Map<String, String> wrong = Map.of(
                "\"pre-hook-command\": \"/bin/x\"", "pre-hook-command",
                "\"pass-arguments-to-command\": [{\"source\": \"template\", \"name\": \"x\"}]", "\"template\"",
                "\"pass-environment-to-command\": [{\"source\": \"payload\", \"name\": \"x\", \"envname\": \"LD_PRELOAD\"}]",
                        "LD_PRELOAD",
                "\"trigger-rule\": {\"match\": {\"type\": \"value\", \"value\": \"SECRET\", \"parameter\": {\"source\": \"payload\", \"name\": \"secret\"}}}",
                        "a secret inside the payload",
                "\"trigger-rule\": {\"not\": {\"match\": {\"type\": \"ip-whitelist\", \"ip-range\": \"192.0.2.1/32\"}}}",
                        "says \"not\"",
                "\"trigger-rule\": {\"or\": [{\"match\": {\"type\": \"ip-whitelist\", \"ip-range\": \"192.0.2.1/32\"}}, {\"match\": {\"type\": \"value\", \"value\": \"x\", \"parameter\": {\"source\": \"payload\", \"name\": \"y\"}}}]}",
                        "an endpoint for each",
                "\"trigger-rule\": {\"match\": {\"type\": \"new-kind\", \"parameter\": {\"source\": \"payload\", \"name\": \"y\"}}}",
                        "new-kind");
        StringBuilder hooks =
                new StringBuilder("[{\"id\": \"good\", \"execute-command\": \"COMMAND\", \"odd-key\": 1}");
        int number = 0;
        for (String key : wrong.keySet()) {
            hooks.append(", {\"id\": \"bad")
                    .append(number++)
                    .append("\", \"execute-command\": \"COMMAND\", ")
                    .append(key)
                    .append('}');
        }
        hooks.append(
                ", {\"id\": \"a/b\", \"execute-command\": \"COMMAND\"}, {\"id\": \"GOOD\", \"execute-command\": \"COMMAND\"}, 7]");

        Cli.Ran ran = imports(hooks.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(wrong.values())
                .contains("odd-key", "a/b: not imported", "GOOD: not imported", "1 of 11 hooks imported")
                .doesNotContain(SECRET);
        assertThat(config().getAsJsonObject("endpoints").keySet()).containsExactly("good");
        try (Stream<Path> scripts = Files.list(folder.resolve("new/hooks"))) {
            assertThat(scripts).hasSize(1);
        }
        assertThat(new Cli(folder).run("import", "hooks.json", "--into", "new").err())
                .contains("exists already");
    }

    @Test
    void what_would_mean_something_else_here_is_not_written() throws Exception {
        Cli.Ran ran = imports("""
                [{"id": "good", "execute-command": "COMMAND"}, {"id": "reference", "execute-command": "COMMAND", "trigger-rule": {"match": {"type": "value",
                   "value": "env:HOME", "parameter": {"source": "header", "name": "X-Api-Key"}}}},
                 {"id": "lines", "execute-command": "COMMAND", "command-working-directory": "/x\\n# jenvoy: when = false"}]
                """);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.all())
                .contains("a secret that begins with env:", "\"command-working-directory\" has a line break");
        assertThat(config().getAsJsonObject("endpoints").keySet()).containsExactly("good");
    }

    @Test
    void hostile_files_are_errors() throws Exception {
        assertThat(imports("[".repeat(200_000)).all()).contains("it is nested too deeply");
        StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int level = 1; level < 9; level++) {
            String before = "*a" + (level - 1);
            bomb.append(
                    "a" + level + ": &a" + level + " [" + String.join(", ", Collections.nCopies(10, before)) + "]\n");
        }
        assertThat(imports(bomb.toString()).all()).contains("it is neither JSON nor YAML");
    }

    @Test
    void a_file_that_is_no_list_of_hooks_is_an_error() throws Exception {
        for (String text : List.of("{", "{\"id\": \"x\"}", "- [", "[{\"id\": \"{{ .x }}\"}]")) {
            assertThat(imports(text).code()).as(text).isEqualTo(1);
        }
        assertThat(new Cli(folder).run("import", "nothing.json").err()).contains("no such file");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void rules_on_xml_and_multipart_forms_are_carried_over() throws Exception {
        String out = started("""
                [{"id": "xml", "execute-command": "COMMAND", "incoming-payload-content-type": "application/xml",
                  "pass-arguments-to-command": [{"source": "payload", "name": "app.users.user.0.-name"}],
                  "trigger-rule": {"and": [
                    {"match": {"type": "value", "value": "1",
                      "parameter": {"source": "payload", "name": "app.messages.message.-from_user"}}},
                    {"match": {"type": "regex", "regex": "^Hello",
                      "parameter": {"source": "payload", "name": "app.messages.message.#text"}}}]}},
                 {"id": "plex", "execute-command": "COMMAND",
                  "parse-parameters-as-json": [{"source": "payload", "name": "payload"}],
                  "pass-arguments-to-command": [{"source": "payload", "name": "payload.event"},
                    {"source": "payload", "name": "note"}],
                  "trigger-rule": {"match": {"type": "value", "value": "media.play",
                    "parameter": {"source": "payload", "name": "payload.event"}}}}]
                """);
        assertThat(out).doesNotContain("cannot be read");
        String xml = "<app><users><user id='1' name='Jeff'/><user id='2' name='Sally'/></users><messages>"
                + "<message id='1' from_user='FROM'>Hello!!</message></messages></app>";

        assertThat(site.send(post("/hooks/xml", xml.replace("FROM", "1"))).status())
                .isEqualTo(200);
        assertThat(printed(1)).contains("[Jeff]\n");
        assertThat(site.send(post("/hooks/xml", xml.replace("FROM", "2"))).body())
                .isEqualTo("Hook rules were not satisfied.");
        // One element is no list, and one without attributes no object: the value is missing, as there.
        String one = "<app><users><user name='Jeff'/></users><messages><message id='1' from_user='1'>Hello</message>"
                + "</messages></app>";
        assertThat(site.send(post("/hooks/xml", one)).status()).isEqualTo(200);
        assertThat(printed(2)).contains("[]\n");
        assertThat(site.send(post("/hooks/xml", "<app><messages><message>Hello</message></messages></app>"))
                        .body())
                .isEqualTo("Hook rules were not satisfied.");
        String form =
                "--x\r\nContent-Disposition: form-data; name=\"payload\"\r\nContent-Type: application/json\r\n\r\n"
                        + "{\"event\": \"media.play\"}\r\n--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n$(x)\r\n"
                        + "--x\r\nContent-Disposition: form-data; name=\"thumb\"; filename=\"t.jpg\"\r\n\r\n7\r\n--x--\r\n";
        HookRequest sent = HookRequest.of("POST", "/hooks/plex")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "multipart/form-data; boundary=x");
        assertThat(site.send(sent.body(form)).status()).isEqualTo(200);
        assertThat(printed(3)).contains("[media.play]\n[$(x)]\n");
        assertThat(site.send(sent.body(form.replace("play", "stop"))).body())
                .isEqualTo("Hook rules were not satisfied.");
    }
}
