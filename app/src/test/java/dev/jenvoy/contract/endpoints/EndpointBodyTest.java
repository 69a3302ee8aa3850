package dev.jenvoy.contract.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.ServerLog;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests XML and multipart forms at configured endpoints. */
class EndpointBodyTest {

    private static final String XML = "<app>\n<users>\n<user id=\"1\" name=\"Jeff\"/>\n<user id=\"2\">Sally</user>\n"
            + "</users>\n<messages><message id=\"1\" from_user=\"1\">Hello!!</message></messages>\n</app>\n";
    private static final String FORM = "--x\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n"
            + "{\"event\": \"media.play\"}\r\n--x\r\nContent-Disposition: form-data; name=\"thumb\"; filename=\"t.jpg\"\r\n"
            + "Content-Type: image/jpeg\r\n\r\n\u00e4\r\n--x--\r\n";

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void a_server_that_copies_bodies() {
        site = TestServer.in(folder).hook("it", "#!/bin/sh", "cat \"$1\" > \"" + folder + "/copy\"", "echo \"$VALUE\"");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private TestServer endpoint(Object... keys) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("proof", "none");
        for (int at = 0; at < keys.length; at += 2) {
            entry.put((String) keys[at], keys[at + 1]);
        }
        return site.with("endpoints", Map.of("it", entry));
    }

    private static HookRequest request(String type, String body) {
        return HookRequest.of("POST", "/hooks/it")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", type)
                .body(body);
    }

    private String value(HookRequest request) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status())
                .as(answer.body() + site.admin("/api/refusals").body())
                .isEqualTo(200);
        assertThat(Files.readAllBytes(folder.resolve("copy"))).isEqualTo(request.body());
        return answer.stdout("it").strip();
    }

    @Test
    void the_elements_of_xml_are_the_payload() throws Exception {
        endpoint(
                        "when",
                        "dyn(payload.app.messages.message['#text']).startsWith('Hello')",
                        "env",
                        Map.of(
                                "VALUE",
                                "dyn(payload.app.users.user[0]['-name']) + dyn(payload.app.users.user[1]['#text'])"))
                .start();

        for (String type : List.of("application/xml", "text/xml; charset=utf-8", "application/atom+xml")) {
            assertThat(value(request(type, XML))).as(type).isEqualTo("JeffSally");
        }
        assertThat(site.send(request("text/xml", "<app>")).status()).isEqualTo(400);
        assertThat(site.admin("/api/refusals").body()).contains("the payload is not well-formed XML");
        assertThat(site.send(request("text/xml", "<a>".repeat(1000))).status()).isEqualTo(413);
    }

    @Test
    void the_fields_of_a_multipart_form_are_the_payload() throws Exception {
        endpoint(
                        "json_fields",
                        List.of("payload"),
                        "env",
                        Map.of(
                                "VALUE",
                                "payload.payload.event + ' ' + payload.thumb.filename + ' ' + string(payload.thumb.size)"))
                .start();

        assertThat(value(request("multipart/form-data; boundary=x", FORM))).isEqualTo("media.play t.jpg 2");
        assertThat(site.send(request("multipart/form-data", FORM)).status()).isEqualTo(400);
        assertThat(site.send(request("multipart/form-data; boundary=y", FORM)).status())
                .isEqualTo(400);
    }

    @Test
    void a_whole_document_is_json_for_a_hook() throws Exception {
        endpoint("body", "xml", "env", Map.of("VALUE", "payload")).start();

        assertThat(value(request("text/plain", "<a b=\"1\"><c>x</c><c/></a>")))
                .isEqualTo("{\"a\":{\"-b\":\"1\",\"c\":[\"x\",\"\"]}}");
        assertThat(value(request("text/plain", ""))).isIn("", "null");
    }

    @Test
    void what_no_expression_reads_is_not_judged() throws Exception {
        endpoint("env", Map.of("VALUE", "body")).start();

        assertThat(value(request("text/xml", "<a>"))).isEqualTo("<a>");
        assertThat(value(request("multipart/form-data", "x"))).isEqualTo("x");
    }

    @Test
    void the_readers_are_loaded_when_such_a_request_is_evaluated() throws Exception {
        Path classes = folder.resolve("classes");
        endpoint("env", Map.of("VALUE", "string(payload == null)")).with("debug_level", "INFO");
        site.write(site.json());
        try (ServerLog process =
                ServerLog.start(site.configFile(), "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes)) {
            try (Wire wire = new Wire(process.address())) {
                assertThat(wire.send(request("application/json", "{}")).answer().status())
                        .isEqualTo(200);
            }
            assertThat(loaded(classes)).isEmpty();
            try (Wire wire = new Wire(process.address())) {
                assertThat(wire.send(request("text/xml", "<a/>")).answer().status())
                        .isEqualTo(200);
            }
        }
        assertThat(loaded(classes)).anyMatch(line -> line.contains("XmlValue "));
    }

    private static List<String> loaded(Path classes) throws Exception {
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.filter(line -> line.contains(" dev.jenvoy.endpoint.content.")
                            || line.contains(" com.sun.org.apache.xerces."))
                    .toList();
        }
    }
}
