package dev.jenvoy.chat.kind.mail;

import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.ServerAddress;
import dev.jenvoy.option.secret.Secrets;

/**
 * An account of kind {@code mail}.
 *
 * @param user the name to log in with; without one, Jenvoy does not log in
 * @param from the sender's address, with or without a name
 */
record MailLogin(ServerAddress server, MailTls tls, String user, Secrets password, String from) implements Login {

    @Override
    public String kind() {
        return MailKind.NAME;
    }

    /** Returns the part of the sender's address behind the at sign. */
    String domain() {
        return from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
    }
}
