package dev.jenvoy.sender.type;

import dev.jenvoy.sender.verify.StandardSecret;
import java.util.HexFormat;

/** Tells how a sender's secrets look. */
public enum SecretKind {

    /** Any text; a new one is hex digits. */
    TEXT {
        @Override
        public String encode(byte[] secret) {
            return HexFormat.of().formatHex(secret);
        }

        @Override
        boolean looksRight(String secret) {
            // What an editor or a shell added would count as a part of the secret: no signature would ever match.
            return !secret.isBlank()
                    && secret.equals(secret.strip())
                    && secret.charAt(0) != '\ufeff'
                    && secret.chars().noneMatch(c -> c < ' ');
        }
    },

    /** A key of Standard Webhooks, see {@link StandardSecret}. */
    STANDARD {
        @Override
        public String encode(byte[] secret) {
            return StandardSecret.of(secret);
        }

        @Override
        boolean looksRight(String secret) {
            return StandardSecret.key(secret).isPresent();
        }
    };

    private static final int MAX_SECRET_CHARS = 1024;

    /** Writes random bytes as a secret of this kind. */
    public abstract String encode(byte[] secret);

    /** Tells whether a sender can have this secret. */
    public boolean fits(String secret) {
        return secret.length() <= MAX_SECRET_CHARS && looksRight(secret);
    }

    abstract boolean looksRight(String secret);
}
