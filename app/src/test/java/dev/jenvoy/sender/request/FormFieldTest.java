package dev.jenvoy.sender.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form's field, however the form is cut into pieces while it arrives. */
final class FormFieldTest {

    private final ByteArrayOutputStream target = new ByteArrayOutputStream();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "payload=a; FOUND; a",
                "payload=%7B%22a%22%3A+1%7D; FOUND; '{\"a\": 1}'",
                "payload=%C3%a4%2B%26%3D%25; FOUND; 'ä+&=%'",
                "x=1&payload=a=b&y; FOUND; a=b",
                "p%61yload=a&; FOUND; a",
                "payload; FOUND; ''",
                "payload=; FOUND; ''",
                "''; MISSING; ''",
                "x=payload; MISSING; ''",
                "payload%00=a; MISSING; ''",
                "payload=a&payload=a; TWICE; ''",
                "payload=a&payload; TWICE; ''",
                "payload=%; MALFORMED; ''",
                "payload=%4; MALFORMED; ''",
                "payload=%4&x=1; MALFORMED; ''",
                "payload=%zz; MALFORMED; ''",
                "payload=a&x=%zz; MALFORMED; ''",
                "payload=a&%; MALFORMED; ''",
                "{&payload=a; MALFORMED; ''",
                "' {&payload=a'; MALFORMED; ''",
            })
    void a_cut_anywhere_changes_nothing(String form, FormField.Result result, String value) throws IOException {
        byte[] whole = bytes(form);
        for (int first = 0; first <= whole.length; first++) {
            for (int second = first; second <= whole.length; second++) {
                target.reset();
                FormField field = new FormField("payload", target);
                field.write(whole, 0, first);
                field.write(whole, first, second - first);
                field.write(whole, second, whole.length - second);

                assertThat(field.end()).as(form).isEqualTo(result);
                if (result == FormField.Result.FOUND) {
                    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo(value);
                }
            }
        }
    }

    @Test
    void a_large_field_is_copied_whole() throws IOException {
        String value = "0123456789+".repeat(20_000);
        FormField.Result result = FormField.copy(
                new ByteArrayInputStream(bytes("x".repeat(9000) + "=%31&payload=" + value)), "payload", target);

        assertThat(result).isEqualTo(FormField.Result.FOUND);
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo(value.replace('+', ' '));
    }
}
