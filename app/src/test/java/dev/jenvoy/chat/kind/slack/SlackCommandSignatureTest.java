package dev.jenvoy.chat.kind.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SlackCommandSignatureTest {

    private static final String BODY = "command=%2Frepohook&text=routes+acme%2Fsite&user_id=U100&user_name=alice"
            + "&channel_id=C100&team_id=T100&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT100%2F1%2Fx";
    private static final String SIGNATURE = "v0=24fb9aa44bc5b4206757db76844d4f78dfae5d8c0cf01f8cb1581e4872b28aaa";
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000L);

    private static boolean isRight(List<String> secrets, String signature) {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        return SlackCommandSignature.flaw(Secrets.of(secrets), "1700000000", signature, body, AT)
                .isEmpty();
    }

    @Test
    void the_known_vector_is_right_with_any_of_the_secrets() {
        assertThat(isRight(List.of("jenvoy-signing-secret-for-tests"), SIGNATURE))
                .isTrue();
        assertThat(isRight(List.of("another", "jenvoy-signing-secret-for-tests"), SIGNATURE))
                .isTrue();
        assertThat(isRight(List.of("another"), SIGNATURE)).isFalse();
        assertThat(isRight(List.of("jenvoy-signing-secret-for-tests"), SIGNATURE.toUpperCase(Locale.ROOT)))
                .isFalse();
    }
}
