package dev.jenvoy.forge.options;

import java.util.Optional;

/** What a forge lets Jenvoy in for. No text form shows a secret. */
public sealed interface ForgeCredentials {

    /** Returns what must not be shown. */
    String secret();

    /**
     * A token, which counts until somebody changes it.
     *
     * @param user the account, for a token that is sent as its password
     */
    record Token(Optional<String> user, String token) implements ForgeCredentials {

        public Token {
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("not a token");
            }
        }

        @Override
        public String secret() {
            return token;
        }

        @Override
        public String toString() {
            return "Token[" + user.orElse("") + "]";
        }
    }

    /**
     * A GitHub App, whose tokens are made with its private key.
     *
     * @param id its id or its client id
     */
    record App(String id, AppKey key) implements ForgeCredentials {

        @Override
        public String secret() {
            return key.text();
        }
    }
}
