package dev.jenvoy.endpoint.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.Gson;
import dev.jenvoy.sender.request.InvalidPayload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests multipart forms as values of expressions. */
class FormValueTest {

    private static final String TYPE = "multipart/form-data; boundary=x";

    private static Map<String, Object> values(String body) throws InvalidPayload {
        return FormValue.read(body.getBytes(StandardCharsets.UTF_8), TYPE, Set.of("data"));
    }

    private static int refusal(String body, String type) {
        return catchThrowableOfType(
                        InvalidPayload.class,
                        () -> FormValue.read(body.getBytes(StandardCharsets.UTF_8), type, Set.of("data")))
                .refusal()
                .status();
    }

    /** Writes one part; {@code headers} follow its name. */
    private static String part(String name, String headers, String content) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + headers + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void fields_are_texts_and_files_say_what_they_are() throws Exception {
        String body = part("a", "", "one") + part("b", "", "1") + part("b", "", "\u00e4\r\n--y")
                + part("up", "; filename=\"C:\\dir\\r\u00e4.txt\"\r\nContent-Type: Text/Plain; charset=utf-8", "12345")
                + part("none", "; filename=\"\"\r\nContent-Type: application/octet-stream", "")
                + part("empty", "", "") + "--x--\r\nafter";

        assertThat(new Gson().toJson(values("before\r\n" + body)))
                .isEqualTo("{\"a\":\"one\",\"b\":[\"1\",\"\u00e4\\r\\n--y\"],"
                        + "\"up\":{\"filename\":\"r\u00e4.txt\",\"content_type\":\"text/plain\",\"size\":5},"
                        + "\"none\":\"\",\"empty\":\"\"}");
    }

    @Test
    void json_is_read_in_named_fields_and_in_files_that_say_so() throws Exception {
        Map<String, Object> values = values(part("data", "", "{\"n\": 7}")
                + part("file", "; filename=f\r\ncontent-type: application/json", "[1]")
                + part("text", "\r\nContent-Type: application/json", "[2]") + "--x--");

        assertThat(values.get("data")).isEqualTo(Map.of("n", 7L));
        assertThat(values.get("file")).asString().isEqualTo("[1]");
        assertThat(values.get("text")).isEqualTo("[2]");
        assertThat(refusal(part("data", "", "{") + "--x--", TYPE)).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name=\"a\\\"b\"|a\"b",
                "name=a|a",
                "NAME = \"a;b=c\"|a;b=c",
                "x=1; name=\"a b\"|a b",
                "name=\"a\"; name=\"b\"|a",
                "name*=utf-8''c; name=\"a\"|a",
            })
    void names_are_quoted_or_not(String parameters, String name) throws Exception {
        String body = "--x \r\nX: y\r\ncontent-disposition:form-data; " + parameters + "\r\n\r\nv\r\n--x--";

        assertThat(values(body)).containsExactly(Map.entry(name, "v"));
    }

    @Test
    void a_field_may_be_in_another_set_of_characters() throws Exception {
        byte[] body = (part("a", "\r\nContent-Type: text/plain; charset=iso-8859-1", "\u00e4") + "--x--")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(FormValue.read(body, TYPE, Set.of())).containsExactly(Map.entry("a", "\u00e4"));
        byte[] wrong = (part("a", "", "\u00e4") + "--x--").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(InvalidPayload.class, () -> FormValue.read(wrong, TYPE, Set.of()))
                        .refusal()
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "--x",
                "--x\r\n",
                "--x\r\n\r\nv\r\n--x--",
                "--xy\r\n\r\n",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nv",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nv\r\n--x",
                "--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--",
                "--x\r\nContent-Disposition: attachment; name=a\r\n\r\nv\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nv\r\n--x--",
            })
    void what_is_no_form_is_refused(String body) {
        assertThat(refusal(body, TYPE)).as(body).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"",
                "multipart/form-data; boundary=\"a \"",
                "multipart/form-data; boundary=\u00e4",
            })
    void a_boundary_is_needed(String type) {
        assertThat(refusal("--x--", type)).isEqualTo(400);
        assertThat(refusal("--x--", "multipart/form-data; boundary=" + "x".repeat(71)))
                .isEqualTo(400);
    }

    @Test
    void parts_and_their_headers_have_limits() throws Exception {
        String part = part("a", "", "");

        assertThat(values(part.repeat(MultipartForm.MAX_PARTS) + "--x--")).hasSize(1);
        assertThat(refusal(part.repeat(MultipartForm.MAX_PARTS + 1) + "--x--", TYPE))
                .isEqualTo(413);
        assertThat(refusal(part("a".repeat(MultipartForm.MAX_HEADER_BYTES), "", "") + "--x--", TYPE))
                .isEqualTo(400);
    }
}
