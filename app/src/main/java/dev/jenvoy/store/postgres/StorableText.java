package dev.jenvoy.store.postgres;

/**
 * What PostgreSQL stores of a text. It refuses U+0000, which outputs, titles and names may hold: U+FFFD takes its place. A
 * half of a surrogate pair becomes a question mark, as in SQLite.
 */
final class StorableText {

    private StorableText() {}

    static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
