package dev.jenvoy.chat.kind.discord;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The vectors of RFC 8032, section 7.1: the message is that of the timestamp and the body together. */
class DiscordInteractionSignatureTest {

    @Test
    void the_vectors_of_the_rfc_are_right() {
        assertThat(DiscordInteractionSignature.isRight(
                        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                        "r",
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
                        new byte[0]))
                .isTrue();
        assertThat(DiscordInteractionSignature.isRight(
                        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                        "",
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                        new byte[0]))
                .isTrue();
    }

    @Test
    void a_key_or_signature_in_another_form_is_wrong() {
        String key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

        assertThat(DiscordInteractionSignature.isRight(key, "r", "", new byte[0]))
                .isFalse();
        assertThat(DiscordInteractionSignature.isRight(key, "r", "00".repeat(64), new byte[0]))
                .isFalse();
        assertThat(DiscordInteractionSignature.isRight("", "r", "00".repeat(64), new byte[0]))
                .isFalse();
        assertThat(DiscordInteractionSignature.isRight("ff".repeat(32), "r", "00".repeat(64), new byte[0]))
                .isFalse();
    }
}
