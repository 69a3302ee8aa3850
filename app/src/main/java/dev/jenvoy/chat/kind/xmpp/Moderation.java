package dev.jenvoy.chat.kind.xmpp;

import org.jivesoftware.smack.packet.IQ;
import org.jxmpp.jid.Jid;

/** Asks a room to remove a message (XEP-0425, {@code urn:xmpp:message-moderate:0}). */
final class Moderation extends IQ {

    private final String stanzaId;

    Moderation(Jid room, String stanzaId) {
        super("apply-to", "urn:xmpp:fasten:0");
        this.stanzaId = stanzaId;
        setType(Type.set);
        setTo(room);
    }

    @Override
    protected IQChildElementXmlStringBuilder getIQChildElementBuilder(IQChildElementXmlStringBuilder xml) {
        xml.attribute("id", stanzaId);
        xml.rightAngleBracket();
        xml.append("<moderate xmlns='urn:xmpp:message-moderate:0'><retract xmlns='urn:xmpp:message-retract:0'/>"
                + "<reason>a secret</reason></moderate>");
        return xml;
    }
}
