package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server accepts what {@code send --endpoint} sends, with every proof that can be made. */
class SendEndpointTest {

    private static final String SECRET = "planted-secret-of-an-endpoint-~42";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```json *\\R(.*?)^``` *$");

    @TempDir
    private Path folder;

    private TestServer site;
    private Cli cli;
    private String address = "";

    @BeforeEach
    void a_server() {
        site = TestServer.in(folder).hook("all", "#!/bin/sh", "echo \"$JENVOY_EVENT ${VALUE-}\"", "cat \"$1\"");
        cli = new Cli(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void endpoint(String entry) throws Exception {
        site.with("endpoints", Map.of("it", JsonParser.parseString(json(entry))));
        start();
    }

    private void start() throws Exception {
        site.start();
        address = site.uri("/").toString();
    }

    private static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'').replace("SECRET", SECRET);
    }

    private Cli.Ran send(String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"send", "--endpoint", "it", "--url", address()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return cli.run(arguments);
    }

    private String address() {
        return address;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'none'",
                "{'bearer': ['SECRET', 'other-secret-of-it']}",
                "{'basic': {'user': 'ann', 'password': 'SECRET'}}",
                "{'header': {'name': 'X-Token', 'secret': 'SECRET'}}",
                "{'query_token': {'name': 'hub.token', 'secret': 'SECRET'}}",
                "{'path_token': 'SECRET'}",
                "{'hmac': {'header': 'X-Sign', 'secret': 'SECRET'}}",
                "{'hmac': {'header': 'X-Sign', 'secret': 'SECRET', 'algorithm': 'sha1', 'encoding': 'base64', 'prefix': 'sha1='}}",
                "{'hmac': {'header': 'X-Sign', 'secret': 'SECRET', 'timestamp_header': 'X-Time', 'signed': 'v0:{timestamp}:{method}:{body}'}}",
                "{'hmac': {'header': 'X-Sign', 'secret': 'SECRET', 'separator': ',', 'prefix': 'v1=', 'timestamp_prefix': 't=', 'signed': '{timestamp}.{body}'}}",
                "{'hmac': {'header': 'X-Sign', 'secret': 'SECRET', 'signed': '{header:X-Id}.{header:Content-Type}.{body}'}}",
                "{'bearer': 'SECRET', 'allowed_ips': ['127.0.0.1/32']}",
                "{'allowed_ips': ['127.0.0.1/32']}",
                "{'query_token': {'name': 'a', 'secret': 'SECRET'}, 'header': {'name': 'X-T', 'secret': 'other-secret-of-it'}}",
                "[{'methods': ['GET'], 'bearer': 'other-secret-of-it'}, {'methods': ['POST'], 'bearer': 'SECRET'}]",
                "[{'bearer': 'SECRET', 'allowed_ips': ['192.168.1.0/24']}, {'path_token': 'SECRET'}]",
            })
    void each_proof_is_made_from_the_configuration(String proof) throws Exception {
        endpoint("{'proof': " + proof + "}");

        Cli.Ran ran = send("--verbose");
        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains(" ms: it, delivery ", "  stdout | it \n  stdout | {}");
        assertThat(ran.all()).doesNotContain("planted", "other-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'client_certificate': {'X-Verify': ['SUCCESS', 'OK']}}",
                "{'client_certificate': {'X-Verify': 'SUCCESS'}, 'allowed_ips': ['192.168.1.0/24']}",
                "{'bearer': 'SECRET', 'allowed_ips': ['2001:db8::/32']}",
                "{'bearer': 'SECRET', 'allowed_ips': ['0.0.0.0/0']}",
                "{'bearer': 'SECRET', 'allowed_ips': ['127.0.0.1/32']}",
            })
    void what_a_proxy_says_is_said_by_a_machine_that_is_one(String proof) throws Exception {
        site.with("trusted_proxies", List.of("127.0.0.0/8"));
        endpoint("{'proof': " + proof + "}");

        Cli.Ran ran = send();
        assertThat(ran.code()).as(ran.all()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'proof': {'client_certificate': {'X-V': 'OK'}}}|endpoints.it.proof: client_certificate counts only from",
                "{'proof': {'bearer': 'SECRET', 'allowed_ips': ['192.168.1.0/24']}}|endpoints.it.proof: allowed_ips does not accept",
                "{'proof': {'methods': ['GET'], 'bearer': 'SECRET'}}|endpoints.it.proof: no proof counts for POST",
            })
    void what_cannot_be_proven_here_is_not_sent(String entry, String why) throws Exception {
        endpoint(entry);

        Cli.Ran ran = send();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains(why);
        assertThat(site.admin("/api/refusals").body()).doesNotContain("\"check\"");
    }

    @Test
    void a_file_is_sent_with_its_method_type_and_headers() throws Exception {
        endpoint("{'proof': {'hmac': {'header': 'X-S', 'secret': 'SECRET', 'signed': '{method}{body}'}},"
                + " 'methods': ['PUT', 'PATCH', 'GET'], 'env': {'VALUE': 'method + (`x-kind` in headers ? headers[`x-kind`] : ``) +"
                + " (`content-type` in headers ? headers[`content-type`] : ``)'}}");
        Files.write(folder.resolve("body"), new byte[] {'a', '\n', 'b'});

        for (String method : List.of("PUT", "PATCH")) {
            Cli.Ran ran = send("body", "--method", method, "--content-type", "text/x", "--header", "X-Kind: k");
            assertThat(ran.out())
                    .as(ran.all())
                    .contains("stdout | it " + method + "ktext/x\n  stdout | a\n  stdout | b");
        }
        assertThat(send("--method", "GET", "--header", "x-kind:k").out()).contains("stdout | it GETk\n");
        assertThat(send("body", "--method", "GET").err()).contains("a GET has no body");
        assertThat(send("--method", "POST").err()).contains("it accepts only GET, PATCH, PUT");
        assertThat(send("--method", "PUT", "--content-type", "text/x").out())
                .contains("stdout | it PUT")
                .doesNotContain("{}");
        assertThat(send("no-such-file", "--method", "PUT").code()).isEqualTo(2);
    }

    @Test
    void an_entry_of_a_sender_sends_as_that_sender() throws Exception {
        endpoint("{'as': 'gitlab', 'secret': 'SECRET'}");

        Cli.Ran ran = send("merge_request");
        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains("merge_request_hook");
        Cli.Ran wrong = send("--secret", "another-secret-of-it");
        assertThat(wrong.out()).startsWith("403 ");
        assertThat(wrong.err()).contains("the server's log and its list of rejected requests have it");
        assertThat(send("--method", "PUT").code()).isEqualTo(2);
    }

    @Test
    void the_answer_is_json_with_the_endpoint() throws Exception {
        endpoint("{'proof': 'none', 'response': {'text': 'thanks', 'status': 202}}");

        JsonObject ran = JsonParser.parseString(send("--json").out()).getAsJsonObject();
        assertThat(ran.get("endpoint").getAsString()).isEqualTo("it");
        assertThat(ran.get("status").getAsInt()).isEqualTo(202);
        assertThat(ran.get("body").getAsString()).isEqualTo("thanks");
    }

    @Test
    void wrong_usage_is_named() throws Exception {
        endpoint("{'proof': {'path_token': 'SECRET'}}");

        Cli.Ran unknown = cli.run("send", "--endpoint", "other", "--url", address());
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("there is no endpoint other", "it has it");
        assertThat(send("--as", "github").err()).contains("--endpoint and --as exclude each other");
        assertThat(send("--event", "push").err()).contains("--event has no meaning for the entry it");
        assertThat(send("--header", "a b: c").code()).isEqualTo(2);
        assertThat(send("--header", "X-A: b\r\nX-C: d").code()).isEqualTo(2);
        assertThat(cli.run("send", "--method", "PUT").code()).isEqualTo(2);
        site.stop();
        Cli.Ran gone = send();
        assertThat(gone.err())
                .contains("no server listens at ", "/hooks/it/...")
                .doesNotContain("planted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-hub",
                "grafana",
                "home-assistant",
                "shopify",
                "slack-commands",
                "stripe",
                "uptime-kuma",
                "github-app"
            })
    void the_line_to_try_it_works_on_each_page(String name) throws Exception {
        String page = Files.readString(Path.of("../docs/how-to/services/" + name + ".md"));
        Matcher block = BLOCK.matcher(page);
        assertThat(block.find()).isTrue();
        JsonObject endpoints =
                JsonParser.parseString(block.group(1)).getAsJsonObject().getAsJsonObject("endpoints");
        Matcher variable = Pattern.compile("env:([A-Z_]+)").matcher(endpoints.toString());
        while (variable.find()) {
            site.variable(variable.group(1), SECRET);
            cli.with(variable.group(1), SECRET);
        }
        site.with("endpoints", endpoints);
        if (page.contains("trusted_proxies")) {
            site.with("trusted_proxies", List.of("127.0.0.0/8"));
        }
        start();
        Matcher line = Pattern.compile("(?m)^ *(?:printf '([^']*)' \\| )?\\./jenvoy (send --endpoint .*)$")
                .matcher(page);
        int lines = 0;
        while (line.find()) {
            lines++;
            List<String> words = new ArrayList<>();
            Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line.group(2));
            while (word.find()) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            if (line.group(1) != null) {
                words.set(
                        words.indexOf("-"),
                        Files.writeString(folder.resolve("body"), line.group(1)).toString());
            }
            words.addAll(List.of("--url", address()));
            Cli.Ran ran = cli.run(words.toArray(String[]::new));
            assertThat(ran.code()).as(line.group() + "\n" + ran.all()).isZero();
        }
        assertThat(lines).isPositive();
        assertThat(site.admin("/api/deliveries").body()).contains("\"state\":\"");
    }
}
