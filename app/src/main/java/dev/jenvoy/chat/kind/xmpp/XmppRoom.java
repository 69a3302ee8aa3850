package dev.jenvoy.chat.kind.xmpp;

import java.util.Optional;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * A room as the configuration has it: its JID, or its JID and its password.
 *
 * @param password empty text if the room has no password
 */
record XmppRoom(EntityBareJid jid, String password) {

    private static final int MAX_CHARS = 500;

    static Optional<XmppRoom> parse(String address) {
        int blank = address.indexOf(' ');
        String jid = blank < 0 ? address : address.substring(0, blank);
        if (address.length() > MAX_CHARS || !address.chars().allMatch(c -> c >= ' ')) {
            return Optional.empty();
        }
        return bare(jid).map(room -> new XmppRoom(room, blank < 0 ? "" : address.substring(blank + 1)));
    }

    /** Reads a bare JID with a local part. */
    static Optional<EntityBareJid> bare(String jid) {
        try {
            return jid.indexOf('/') >= 0 ? Optional.empty() : Optional.of(JidCreate.entityBareFrom(jid));
        } catch (XmppStringprepException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the JID alone: the password is a secret. */
    @Override
    public String toString() {
        return jid.toString();
    }
}
