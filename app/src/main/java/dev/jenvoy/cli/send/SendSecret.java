package dev.jenvoy.cli.send;

import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.admin.SecretReference;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.sender.sample.SendFailure;

/** Reads the secret of {@code --secret}. Messages never contain it. */
final class SendSecret {

    private SendSecret() {}

    /**
     * Returns the secret that a reference leads to, or the text itself; empty for no secret.
     *
     * @throws SendFailure when the secret does not exist
     */
    static String resolve(String text, Surroundings surroundings) throws SendFailure {
        if (!SecretReference.isOne(text)) {
            return text;
        }
        try {
            return SecretReference.follow("--secret", text, surroundings);
        } catch (AdminFailure e) {
            throw new SendFailure(String.valueOf(e.getMessage()));
        }
    }
}
