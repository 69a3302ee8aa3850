package dev.jenvoy.chat.compose.template;

import com.samskivert.mustache.MustacheException;
import java.io.Serial;

/** Ends a template that has used up what it may use. Never leaves this package. */
final class TemplateLimit extends MustacheException {

    @Serial
    private static final long serialVersionUID = 1L;

    TemplateLimit(String message) {
        super(message);
    }
}
