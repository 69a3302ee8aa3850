package dev.jenvoy.endpoint.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.Gson;
import dev.jenvoy.sender.request.InvalidPayload;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests XML as values of expressions: the shape of mxj, and what hostile documents are answered. */
class XmlValueTest {

    private static String read(String xml) throws InvalidPayload {
        return read(xml.getBytes(StandardCharsets.UTF_8), null);
    }

    private static String read(byte[] xml, @Nullable String type) throws InvalidPayload {
        return new Gson().toJson(XmlValue.read(xml, type));
    }

    private static InvalidPayload refused(String xml) {
        return catchThrowableOfType(InvalidPayload.class, () -> read(xml));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a/>|{'a':''}",
                "<a> x </a>|{'a':'x'}",
                "<a b='1'/>|{'a':{'-b':'1'}}",
                "<a b='1'>x</a>|{'a':{'-b':'1','#text':'x'}}",
                "<a><b>1</b><c/><b>2</b></a>|{'a':{'b':['1','2'],'c':''}}",
                "<a><b/><b x='1'/><b>3</b></a>|{'a':{'b':['',{'-x':'1'},'3']}}",
                "<a>x<b/>y</a>|{'a':{'b':'','#text':'xy'}}",
                "<a><![CDATA[<x>]]> y</a>|{'a':'<x> y'}",
                "<?xml version='1.0'?><!-- c --><a>&lt;&amp;&#65;</a><?p i?>|{'a':'<&A'}",
                "<s:a xmlns:s='u' s:b='1'><s:c>x</s:c></s:a>|{'a':{'-s':'u','-b':'1','c':'x'}}",
                "<p:a xmlns='u'/>|{'a':{'-xmlns':'u'}}",
            })
    void has_the_shape_that_mxj_gives(String xml, String json) throws Exception {
        Gson plain = new com.google.gson.GsonBuilder().disableHtmlEscaping().create();
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);

        assertThat(plain.toJson(XmlValue.read(bytes, "application/xml"))).isEqualTo(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1"})
    void is_read_in_the_encoding_that_the_request_or_the_document_says(String name) throws Exception {
        Charset charset = Charset.forName(name);
        String text = "<a>\u00e4\u00f6</a>";

        assertThat(read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8), "text/xml; charset=us-ascii"))
                .isEqualTo("{\"a\":\"\u00e4\u00f6\"}");
        assertThat(read(text.getBytes(charset), "text/xml; charset=\"" + name + "\""))
                .isEqualTo("{\"a\":\"\u00e4\u00f6\"}");
        String declared = "<?xml version=\"1.0\" encoding=\"" + name + "\"?>" + text;
        assertThat(read(declared.getBytes(charset), "text/xml")).isEqualTo("{\"a\":\"\u00e4\u00f6\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<a b='1' b='2'/>",
                "<a b=1/>",
                "<a>&x;</a>",
                "<a b='&x;'/>",
                "<a>\u0000</a>",
                "<a>\u0001</a>",
                "<a>&#0;</a>",
                "<a>]]></a>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'><a/>",
                "<?xml version='1.0' encoding='no-such-set'?><a/>",
            })
    void what_is_not_well_formed_or_has_a_document_type_is_refused(String xml) {
        assertThat(refused(xml).refusal().status()).as(xml).isEqualTo(400);
    }

    @Test
    void half_a_character_is_refused_and_nothing_is_printed() {
        byte[] xml = {'<', 'a', '>', (byte) 0xC3, '<', '/', 'a', '>'};
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (String broken :
                    List.of("", "<", "<a b", "<?xml version='7.0'?><a/>", "<?xml encoding='x'?><a/>", "\u0001")) {
                assertThat(refused(broken)).as(broken).isNotNull();
            }
            assertThat(catchThrowableOfType(InvalidPayload.class, () -> read(xml, "text/xml")))
                    .isNotNull();
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(catchThrowableOfType(InvalidPayload.class, () -> read(xml, "text/xml; charset=utf-8"))
                        .refusal()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void entities_do_not_multiply() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int at = 1; at < 12; at++) {
            laughs.append("<!ENTITY l" + at + " \"" + ("&l" + (at - 1) + ";").repeat(10) + "\">");
        }
        long begin = System.nanoTime();

        assertThat(refused(laughs + "]><a>&l11;</a>").refusal().status()).isEqualTo(400);
        assertThat(refused(laughs + "]><a b=\"&l11;\"/>").refusal().status()).isEqualTo(400);
        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }

    @Test
    void no_file_is_read(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "planted-secret-in-a-file");

        InvalidPayload refused = refused("<!DOCTYPE a [<!ENTITY x SYSTEM \"" + file.toUri() + "\">]><a>&x;</a>");
        assertThat(refused.refusal().status()).isEqualTo(400);
        assertThat(refused.refusal().error()).doesNotContain("planted");
        assertThat(refused("<!DOCTYPE a [<!ENTITY % x SYSTEM \"" + file.toUri() + "\">%x;]><a/>")
                        .refusal()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void depth_has_a_limit() throws Exception {
        assertThat(read("<a>".repeat(100) + "</a>".repeat(100))).startsWith("{\"a\":{\"a\":");
        assertThat(refused("<a>".repeat(101) + "</a>".repeat(101)).refusal().status())
                .isEqualTo(413);
        assertThat(refused("<a>".repeat(1_000_000)).refusal().status()).isEqualTo(413);
    }

    @Test
    void the_number_of_elements_and_attributes_has_a_limit() throws Exception {
        assertThat(read("<a>" + "<b/>".repeat(XmlValue.MAX_NODES - 1) + "</a>")).hasSizeGreaterThan(100_000);
        assertThat(refused("<a>" + "<b/>".repeat(XmlValue.MAX_NODES) + "</a>")
                        .refusal()
                        .status())
                .isEqualTo(413);
        assertThat(refused("<a>" + "<b c=\"\"/>".repeat(XmlValue.MAX_NODES / 2) + "</a>")
                        .refusal()
                        .status())
                .isEqualTo(413);
    }

    @Test
    void an_attribute_has_a_limit_of_size_and_an_element_of_their_number() throws Exception {
        String most = "x".repeat(XmlValue.MAX_ATTRIBUTE_CHARS);
        StringBuilder many = new StringBuilder("<a");
        for (int at = 0; at < XmlValue.MAX_ATTRIBUTES; at++) {
            many.append(" a" + at + "=\"\"");
        }

        assertThat(read("<a b=\"" + most + "\"/>")).contains(most);
        assertThat(refused("<a b=\"" + most + "x\"/>").refusal().status()).isEqualTo(413);
        assertThat(read(many + "/>")).contains("-a999");
        assertThat(refused(many + " b=\"\"/>").refusal().status()).isEqualTo(413);
        assertThat(refused("<" + "a".repeat(2_000_000) + "/>").refusal().status())
                .isEqualTo(413);
    }
}
