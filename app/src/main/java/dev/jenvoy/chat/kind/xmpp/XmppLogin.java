package dev.jenvoy.chat.kind.xmpp;

import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.ServerAddress;
import dev.jenvoy.option.secret.Secrets;
import java.util.Optional;

/**
 * An account of kind {@code xmpp}.
 *
 * @param jid the bare JID
 * @param nick the nick in rooms
 * @param server where to connect; if empty, DNS says where the JID's domain is served
 * @param tls whether the connection must be encrypted; without it, the server is on this machine
 */
record XmppLogin(String jid, Secrets password, String nick, Optional<ServerAddress> server, boolean tls)
        implements Login {

    @Override
    public String kind() {
        return XmppKind.NAME;
    }
}
