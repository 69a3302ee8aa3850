package dev.jenvoy.cli.doctor;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.Terminal;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param subject what, in one word
 * @param words what was found
 * @param cure what to do about it; empty if there is nothing to do
 */
record Diagnosis(Level level, String subject, String words, String cure) {

    /** How bad it is. */
    enum Level {
        OK(Terminal.Colour.GREEN),
        WARNING(Terminal.Colour.YELLOW),
        FAULT(Terminal.Colour.RED);

        private final Terminal.Colour colour;

        Level(Terminal.Colour colour) {
            this.colour = colour;
        }

        Terminal.Colour colour() {
            return colour;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Diagnosis ok(String subject, String words) {
        return new Diagnosis(Level.OK, subject, words, "");
    }

    static Diagnosis warning(String subject, String words, String cure) {
        return new Diagnosis(Level.WARNING, subject, words, cure);
    }

    static Diagnosis fault(String subject, String words, String cure) {
        return new Diagnosis(Level.FAULT, subject, words, cure);
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("level", level.word());
        json.addProperty("subject", subject);
        json.addProperty("words", words);
        if (!cure.isEmpty()) {
            json.addProperty("cure", cure);
        }
        return json;
    }
}
