package dev.jenvoy.sender.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;

class HmacHeaderTest {

    private static final HmacHeader HEADER = HmacHeader.hex("X-Hub-Signature-256", "sha256=", Hmac.SHA256);

    private static final String SECRET = "It's a Secret to Everybody";
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String CODE = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void the_documented_example_of_github_holds() {
        assertThat(HEADER.sign(SECRET, BODY)).isEqualTo("sha256=" + CODE);

        List<Mac> codes = List.of(Hmac.SHA256.begin("another"), Hmac.SHA256.begin(SECRET));
        codes.forEach(code -> code.update(BODY));
        assertThat(Hmac.matches(codes, List.of(HexFormat.of().parseHex(CODE)))).isTrue();
    }

    @Test
    void one_bit_less_does_not_match() {
        byte[] claimed = HexFormat.of().parseHex(CODE);
        claimed[31] ^= 1;
        List<Mac> codes = List.of(Hmac.SHA256.begin(SECRET));
        codes.forEach(code -> code.update(BODY));
        assertThat(Hmac.matches(codes, List.of(claimed))).isFalse();
    }
}
