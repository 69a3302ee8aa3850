package dev.jenvoy.cli;

/** The secret that {@code --secret} names. Its messages never hold it. */
final class SendSecret {

    private SendSecret() {}

    /**
     * Follows the reference, or takes the text itself; empty for none.
     *
     * @throws SendFailure when a reference leads to nothing
     */
    static String resolve(String text, Surroundings surroundings) throws SendFailure {
        if (!Reference.isOne(text)) {
            return text;
        }
        try {
            return Reference.follow("--secret", text, surroundings);
        } catch (AdminFailure e) {
            throw new SendFailure(String.valueOf(e.getMessage()));
        }
    }
}
