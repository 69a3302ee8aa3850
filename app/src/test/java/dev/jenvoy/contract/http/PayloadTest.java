package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies: malformed payloads are rejected, and valid ones reach the hook byte for byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayloadTest {

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .hook("all", "#!/bin/sh", "cat \"$1\" > ../last; cat > ../last-input; wc -c < \"$1\"")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private void taken(HookRequest request, byte[] payload) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("all").strip()).isEqualTo(String.valueOf(payload.length));
        assertThat(Arrays.mismatch(Files.readAllBytes(folder.resolve("last")), payload))
                .isEqualTo(-1);
        assertThat(Arrays.mismatch(Files.readAllBytes(folder.resolve("last-input")), payload))
                .isEqualTo(-1);
    }

    private void taken(String json) throws Exception {
        HookRequest request = HookRequest.event("issues", json);
        taken(request, request.body());
        taken(HookRequest.event("issues", json).asForm(), request.body());
    }

    private void refused(HookRequest request, String error) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).contains(error);
    }

    private void refused(String json, String error) throws Exception {
        refused(HookRequest.event("issues", json), error);
        refused(HookRequest.event("issues", json).asForm(), error);
    }

    private static String nested(int depth) {
        // The outermost object is the first level.
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    @Test
    void nesting_is_fine_to_512_and_no_deeper() throws Exception {
        taken(nested(512));
        refused(nested(513), "512");
        taken("{\"a\":".repeat(511) + "{}" + "}".repeat(511));
        refused("{\"a\":".repeat(512) + "{}" + "}".repeat(512), "512");
        refused("{\"a\":" + "[".repeat(1_000_000), "512");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"b\":2,\"a\":1}",
                "{\"b\":{\"a\":1,\"a\":2}}",
                "{\"b\":[{\"x\":[{\"a\":1,\"a\":2}]}]}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"\":1,\"\":2}",
                "{\"repository\":{\"name\":\"a\"},\"repository\":{\"name\":\"b\"}}",
                "{\"repository\":{\"name\":\"a\",\"n\\u0061me\":\"b\"}}",
                "{\"\\ud83d\\ude80\":1,\"\ud83d\ude80\":2}"
            })
    void a_key_twice_in_one_object_is_rejected(String json) throws Exception {
        refused(json, "twice");
    }

    @Test
    void a_key_in_two_objects_is_fine() throws Exception {
        taken("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1},\"A\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1",
                "{\"a\":\"",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{,}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":5.}",
                "{\"a\":1e}",
                "{\"a\":0x1}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":True}",
                "{\"a\":NULL}",
                "{\"a\":nul}",
                "{\"a\":1 2}",
                "{\"a\" 1}",
                "{\"a\"=1}",
                "{\"a\":1;\"b\":2}",
                "{/**/}",
                "{}//",
                "#\n{}",
                "{}{}",
                "{} x",
                "{}\0",
                "{},",
                "{}]",
                "{\"\\udc00\":1}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12G4\"}",
                "{\"a\":\"\\'\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\0\"}",
                "{\"a\":\"\\\n\"}",
                "{\"a\t\":1}",
                "{\"repository\":{\"name\":\"a\u0001\"}}",
                "{\"a\":\u00a01}",
                "\u00a0{}",
                "\f{}",
                ")]}'\n{}",
                "[]",
                "[{}]",
                "\"a\"",
                "5",
                "true",
                "null",
                "payload"
            })
    void what_is_not_one_json_object_is_rejected(String json) throws Exception {
        refused(json, "the payload");
    }

    static Stream<String> numbers() {
        return Stream.of(
                "1e400",
                "-1e400",
                "1E-4000",
                "9".repeat(5000),
                "-" + "9".repeat(5000),
                "0." + "3".repeat(5000),
                "1e" + "0".repeat(3000) + "1",
                "18446744073709551616",
                "1.0000000000000000000000000000001",
                "-0",
                "0.10",
                "1e+2");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void a_number_is_kept_digit_for_digit(String number) throws Exception {
        taken("{\"a\":" + number + ",\"b\":[" + number + " , " + number + "]}");
    }

    @Test
    void a_payload_is_kept_byte_for_byte() throws Exception {
        taken(" \r\n\t{ \"b\" : 1 ,\n\"a\":\"\\u00e9\u00e9\\/\\ud83d\\ude80\ud83d\ude80 + % & = ;\" }\n\n");
        taken("{\"lone\":\"\\ud800\",\"turned\":[\"\\udc00\\ud800\"]}");
        taken("{\"nul\":\"\\u0000\",\"del\":\"\u007f\"}");
        taken("{\"html\":\"<a href='x'>&amp;</a>\u2028\"}");
    }

    @Test
    void a_byte_order_mark_is_kept_and_does_no_harm() throws Exception {
        taken("\ufeff{\"a\":1}");
    }

    static Stream<byte[]> noUtf8() {
        return Stream.of(
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xe9});
    }

    @ParameterizedTest
    @MethodSource("noUtf8")
    void bytes_that_are_not_utf_8_are_rejected(byte[] bad) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(HookRequest.bytes("{\"a\":\""));
        body.writeBytes(bad);
        body.writeBytes(HookRequest.bytes("\"}"));
        refused(HookRequest.event("issues", "").body(body.toByteArray()), "UTF-8");
        String form =
                "payload=" + URLEncoder.encode(body.toString(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        refused(
                HookRequest.event("issues", "")
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .body(form),
                "UTF-8");
        refused(HookRequest.event("issues", "").body("{\"a\":1}".getBytes(StandardCharsets.UTF_16)), "the payload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=b",
                "Payload={}",
                "payloads={}",
                "payload={}&payload={}",
                "payload=%7b%7",
                "payload=%zz",
                "payload=%",
                "a=payload&b={}"
            })
    void a_form_without_one_good_payload_field_is_rejected(String form) throws Exception {
        refused(
                HookRequest.event("issues", "")
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .body(form),
                "payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=%7B%7D", "payload={}", "a=b&payload=%7b%7D&c", "%70ayload={}", "&&payload={}&"})
    void a_form_is_read_as_browsers_write_it(String form) throws Exception {
        taken(
                HookRequest.event("issues", "")
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .body(form),
                HookRequest.bytes("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "APPLICATION/JSON",
                " application/json ; x=y"
            })
    void a_content_type_may_have_parameters(String type) throws Exception {
        taken(HookRequest.event("issues", "{}").with("Content-Type", type), HookRequest.bytes("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/jsonp",
                "text/json",
                "application/vnd.github+json",
                "multipart/form-data; boundary=x",
                "application/json, text/plain",
                "application/xml"
            })
    void another_content_type_is_415(String type) throws Exception {
        assertThat(site.send(HookRequest.event("issues", "{}").with("Content-Type", type))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void a_missing_or_doubled_content_type_is_415() throws Exception {
        HookRequest request = HookRequest.event("issues", "{}");
        assertThat(site.send(request.without("Content-Type")).status()).isEqualTo(415);
        assertThat(site.send(request.also("Content-Type", "application/json")).status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "identity, gzip", "x"})
    void a_compressed_body_is_415(String encoding) throws Exception {
        assertThat(site.send(HookRequest.event("issues", "{}").with("Content-Encoding", encoding))
                        .status())
                .isEqualTo(415);
    }
}
