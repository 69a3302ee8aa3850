package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.ServerAddress;
import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;

/**
 * An account of kind {@code irc}.
 *
 * @param tls whether the connection is encrypted; without it, the server is on this machine
 * @param nick the nick that is asked for
 * @param user the account at the network's services, and the user name
 * @param password of that account, sent by SASL PLAIN; if empty, nothing is proven to the services
 * @param serverPassword sent before all else; may be empty
 * @param pace the least time between two lines after the first few
 */
record IrcLogin(
        ServerAddress server,
        boolean tls,
        String nick,
        String user,
        Secrets password,
        Secrets serverPassword,
        Duration pace)
        implements Login {

    @Override
    public String kind() {
        return IrcKind.NAME;
    }
}
