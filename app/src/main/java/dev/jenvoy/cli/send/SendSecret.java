package dev.jenvoy.cli.send;

import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.admin.SecretReference;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.sender.sample.SendFailure;

/** The secret that {@code --secret} names. Its messages never hold it. */
final class SendSecret {

    private SendSecret() {}

    /**
     * Follows the reference, or takes the text itself; empty for none.
     *
     * @throws SendFailure when a reference leads to nothing
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
