package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.compose.model.MessageModel;
import dev.jenvoy.chat.compose.sentence.Sentences;
import dev.jenvoy.chat.compose.template.TemplateResult;
import dev.jenvoy.chat.compose.template.Templates;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;
import java.time.Duration;
import java.util.Optional;

/** Makes the text of a message for one room, of a template or of the built-in sentences. */
public final class Composer {

    private static final int MAX_SUBJECT_CHARS = 250;

    private Composer() {}

    /**
     * Returns the text, fitted to the service. Where a template counts and fails, the text is the built-in one and {@link
     * Composed#templateTrouble} says why; the caller logs and shows it. A template may take some 100 ms of processor time.
     *
     * @param templates the user's templates; empty if there are only the built-in texts
     * @param style what the room wants to read
     * @param renderer the service's markup, layout and size
     * @param late how long after its delivery was accepted the message is sent
     */
    public static Composed compose(
            Message message, Optional<Templates> templates, Style style, Renderer renderer, Duration late) {
        String subject = HarmlessText.line(
                BuiltIn.prefix(message) + Sentences.of(message).plain() + Suffix.of(message, late), MAX_SUBJECT_CHARS);
        Optional<TemplateResult> filled = templates
                .flatMap(all -> all.find(message))
                .map(file -> file.fill(MessageModel.of(message, renderer.maxCommits())));
        if (filled.isPresent() && filled.get() instanceof TemplateResult.Filled result) {
            RichText text = Filled.complete(
                    style.of(result.text()), renderer.layout(), Suffix.of(message, late), message.url());
            return new Composed(Fitting.fit(text, renderer), subject, Optional.empty());
        }
        RichText text = new BuiltIn(message, renderer.layout()).text(renderer.maxCommits(), Suffix.of(message, late));
        return new Composed(Fitting.fit(style.of(text), renderer), subject, filled.flatMap(TemplateResult::trouble));
    }
}
