package dev.jenvoy.chat.kind.xmpp;

import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jivesoftware.smack.packet.Message;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;

/**
 * Finds commands in what people write. A person is a real bare JID: the sender's of a direct message, or the one that the room
 * shows of its occupant. A nick proves nothing.
 */
final class XmppCommands {

    private static final String DELAY = "urn:xmpp:delay";
    private static final String OLD_DELAY = "jabber:x:delay";

    private final String account;
    private final CommandReceiver receiver;
    private final Map<EntityBareJid, XmppRoom> rooms = new ConcurrentHashMap<>();
    private final Map<EntityBareJid, String> addresses = new ConcurrentHashMap<>();

    XmppCommands(String account, Collection<String> listened, CommandReceiver receiver) {
        this.account = account;
        this.receiver = receiver;
        for (String address : listened) {
            XmppRoom.parse(address).ifPresent(room -> {
                rooms.put(room.jid(), room);
                addresses.put(room.jid(), address);
            });
        }
    }

    /** Returns the rooms to be in. */
    Collection<XmppRoom> rooms() {
        return rooms.values();
    }

    boolean has(EntityBareJid room) {
        return rooms.containsKey(room);
    }

    /** Takes a message; called by Smack's thread, in order with the presences of the room. */
    void heard(XmppSession session, Message message) {
        String text = message.getBody();
        Jid from = message.getFrom();
        if (text == null
                || !IncomingCommand.isCommand(text)
                || message.hasExtension("delay", DELAY)
                || message.hasExtension("x", OLD_DELAY)) {
            return;
        }
        EntityBareJid bare = from.asEntityBareJidIfPossible();
        if (bare == null || bare.equals(session.own())) {
            return;
        }
        if (message.getType() == Message.Type.groupchat) {
            String address = addresses.get(bare);
            if (address != null && from.getResourceOrNull() != null && !session.isUs(from)) {
                deliver(session, message, session.person(from), address, bare);
            }
        } else if (message.getType() == Message.Type.chat || message.getType() == Message.Type.normal) {
            // A message of a room's occupant, to us alone, counts as the occupant.
            Optional<Jid> person = session.isIn(bare) ? session.person(from) : Optional.of(bare);
            deliver(session, message, person, "", from);
        }
    }

    private void deliver(XmppSession session, Message message, Optional<Jid> person, String address, Jid replyTo) {
        IncomingCommand command = new IncomingCommand(
                account,
                person.map(Jid::toString),
                address.isEmpty(),
                address,
                message.getBody().strip());
        receiver.received(command, reply -> answer(session, message, reply, replyTo));
    }

    private void answer(XmppSession session, Message message, CommandReply reply, Jid replyTo) {
        try {
            if (reply.redact() && message.getType() == Message.Type.groupchat) {
                session.redact(message);
            }
            Message.Type type =
                    message.getType() == Message.Type.groupchat ? Message.Type.groupchat : Message.Type.chat;
            session.reply(replyTo, type, XmppRenderer.plain(reply.text()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
