package dev.jenvoy.chat.compose.template;

import dev.jenvoy.chat.text.RichText;
import java.util.Optional;

/** What a template makes of a message. */
public sealed interface TemplateResult {

    /** Returns why the template cannot be used for this message; empty if it was filled in. */
    Optional<String> trouble();

    /**
     * The template was filled in.
     *
     * @param text what it wrote; empty if there is to be no message
     */
    record Filled(RichText text) implements TemplateResult {
        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }
    }

    /**
     * The template cannot be used for this message.
     *
     * @param reason the file and what is wrong, on one line, without values of the message
     */
    record Trouble(String reason) implements TemplateResult {
        @Override
        public Optional<String> trouble() {
            return Optional.of(reason);
        }
    }
}
