package dev.jenvoy.chat.kind.irc;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel as the configuration has it: {@code #name}, or {@code #name KEY} if it has a key.
 *
 * @param name the name, as it was written
 * @param key the key; empty text if it has no key
 */
record IrcChannel(String name, String key) {

    private static final Pattern ADDRESS =
            Pattern.compile("([#&+!][^\\s,:\\p{Cntrl}]{1,62})(?: ([^\\s,:\\p{Cntrl}]{1,50}))?");

    static Optional<IrcChannel> parse(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new IrcChannel(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)));
    }

    /** Returns the name in the form in which two names of one channel are equal. */
    String id() {
        return fold(name);
    }

    /** Returns a nick or channel in lower case as RFC 1459 has it, where {@code []\~} are the upper case of {@code {}|^}. */
    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace('[', '{')
                .replace(']', '}')
                .replace('\\', '|')
                .replace('~', '^');
    }

    /** Returns the name alone: the key is a secret. */
    @Override
    public String toString() {
        return name;
    }
}
