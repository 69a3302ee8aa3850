package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.text.RichText;
import java.util.Optional;

/**
 * The text of one message for one room.
 *
 * @param text the text, fitted to what the service accepts; empty if a template wants no message
 * @param subject the repository in brackets and the sentence on one line, without markup and address
 * @param templateTrouble why the built-in text was used although there is a template, on one line and without values of the
 *     message
 */
public record Composed(RichText text, String subject, Optional<String> templateTrouble) {}
