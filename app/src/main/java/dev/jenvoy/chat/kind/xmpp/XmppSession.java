package dev.jenvoy.chat.kind.xmpp;

import dev.jenvoy.chat.room.SendResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.muc.MucEnterConfiguration;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatException;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.ping.PingManager;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * One stream to the server, from its log-in to its end. What comes in is handled in order by one thread of Smack's; messages are
 * sent by their senders' threads.
 */
final class XmppSession {

    /** What a session tells its connection. Called by Smack's thread. */
    interface Listener {
        void heard(XmppSession session, Message message);

        void putOut(EntityBareJid room);

        void ended(XmppSession session, String said);
    }

    static final String SID = "urn:xmpp:sid:0";

    private static final int MAX_NICKS = 4;
    private static final int MAX_HISTORY_STANZAS = 100;
    private static final Duration PING_INTERVAL = Duration.ofMinutes(1);

    /** A message on its way to a room and back. */
    private record Pending(EntityBareJid room, CompletableFuture<SendResult> end) {}

    /** A search for a message in the history of a room, which ends with the room's subject. */
    private record Search(EntityBareJid room, String key, CompletableFuture<Boolean> found) {}

    private final XMPPTCPConnection stream;
    private final String nick;
    private final XmppTimes times;
    private final Listener listener;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    /** The real bare JIDs of occupants by their JID in the room, as far as the room shows them. */
    private final Map<Jid, Jid> people = new ConcurrentHashMap<>();

    /** Completes when Smack has handled that we left a room. */
    private final Map<EntityBareJid, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

    private volatile Optional<Search> search = Optional.empty();
    private volatile boolean over;

    private XmppSession(XMPPTCPConnection stream, String nick, XmppTimes times, Listener listener) {
        this.stream = stream;
        this.nick = nick;
        this.times = times;
        this.listener = listener;
    }

    /** Connects and logs in. Blocks for some twenty seconds at most. */
    static XmppSession open(XMPPTCPConnection stream, String nick, XmppTimes times, Listener listener)
            throws IOException, SmackException, XMPPException, InterruptedException {
        XmppSession session = new XmppSession(stream, nick, times, listener);
        stream.setReplyTimeout(times.answer().toMillis());
        stream.setUseStreamManagement(false);
        stream.addSyncStanzaListener(
                session::handle, stanza -> stanza instanceof Message || stanza instanceof Presence);
        stream.addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosed() {
                session.end("the connection was closed");
            }

            @Override
            public void connectionClosedOnError(Exception e) {
                session.end(XmppErrors.words(e));
            }
        });
        try {
            stream.connect();
            stream.login();
        } catch (IOException | SmackException | XMPPException | InterruptedException | RuntimeException e) {
            session.over = true;
            stream.instantShutdown();
            throw e;
        }
        PingManager pings = PingManager.getInstanceFor(stream);
        pings.setPingInterval((int) PING_INTERVAL.toSeconds());
        pings.registerPingFailedListener(() -> session.abort("the server does not answer"));
        return session;
    }

    boolean isOver() {
        return over;
    }

    /** Returns the bare JID that we have logged in as. */
    Jid own() {
        return stream.getUser().asBareJid();
    }

    /** Returns the real bare JID of somebody in a room; empty if the room does not show it. */
    Optional<Jid> person(Jid occupant) {
        return Optional.ofNullable(people.get(occupant));
    }

    /** Returns whether this is a room that we are in. */
    boolean isIn(EntityBareJid room) {
        return chat(room).isJoined();
    }

    /** Returns whether an occupant is us. */
    boolean isUs(Jid occupant) {
        EntityBareJid room = occupant.asEntityBareJidIfPossible();
        Resourcepart own = room == null ? null : chat(room).getNickname();
        return own != null && own.equals(occupant.getResourceOrNull());
    }

    /** Joins a room without its history, unless we are in it. Returns {@code Sent} when we are. */
    SendResult join(XmppRoom room) throws InterruptedException {
        return chat(room.jid()).isJoined() ? joined() : enter(room, 0);
    }

    /**
     * Leaves and joins a room again with its history, and looks for a message in it.
     *
     * @return {@code Sent} if it is there, another result if that cannot be known, empty if it is not there
     */
    Optional<SendResult> find(XmppRoom room, String key) throws InterruptedException {
        leave(room.jid());
        // Only now: the subject with which an earlier history ended may have come until we had left.
        Search wanted = new Search(room.jid(), key, new CompletableFuture<>());
        search = Optional.of(wanted);
        try {
            SendResult entered = enter(room, MAX_HISTORY_STANZAS);
            if (!(entered instanceof SendResult.Sent)) {
                return Optional.of(entered);
            }
            boolean found = wanted.found.get(times.history().toMillis(), TimeUnit.MILLISECONDS);
            return found
                    ? Optional.of(new SendResult.Sent(Optional.empty(), "it was in the room already"))
                    : Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(new SendResult.Unreachable("the history of the room did not come"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            search = Optional.empty();
        }
    }

    private SendResult enter(XmppRoom room, int historyStanzas) throws InterruptedException {
        MultiUserChat chat = chat(room.jid());
        String name = nick;
        for (int attempt = 1; ; attempt++) {
            try {
                MucEnterConfiguration.Builder how = chat.getEnterConfigurationBuilder(Resourcepart.from(name))
                        .requestMaxStanzasHistory(historyStanzas)
                        .timeoutAfter(times.answer().toMillis());
                if (!room.password().isEmpty()) {
                    how.withPassword(room.password());
                }
                if (chat.createOrJoin(how.build()) != null) {
                    leave(room.jid());
                    return new SendResult.Refused(true, "there is no such room, and Jenvoy makes no rooms");
                }
                return joined();
            } catch (XMPPException.XMPPErrorException e) {
                if (e.getStanzaError().getCondition() != StanzaError.Condition.conflict || attempt == MAX_NICKS) {
                    return XmppErrors.of(e);
                }
                name += "_";
            } catch (MultiUserChatException.MucAlreadyJoinedException e) {
                return joined();
            } catch (SmackException | XmppStringprepException e) {
                return XmppErrors.of(e);
            }
        }
    }

    /**
     * Leaves a room, if we are in it, and waits until Smack has handled the answer. For that it needs a lock that is held while
     * we join: joined earlier, the room would not be heard before the time for its answer is over.
     */
    private void leave(EntityBareJid room) throws InterruptedException {
        CompletableFuture<Void> handled = new CompletableFuture<>();
        leaving.put(room, handled);
        try {
            if (over) {
                return;
            }
            chat(room).leave();
            handled.get(times.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (SmackException | XMPPException e) {
            // We are not in it, then.
        } catch (TimeoutException e) {
            abort("the server's answer was not handled");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            leaving.remove(room, handled);
        }
    }

    /** Sends a message to a room that we are in, and waits until it comes back. */
    SendResult say(EntityBareJid room, String key, String body) throws InterruptedException {
        Pending wait = new Pending(room, new CompletableFuture<>());
        pending.put(key, wait);
        try {
            if (over) {
                return new SendResult.Unreachable("the connection was lost");
            }
            stream.sendStanza(StanzaBuilder.buildMessage(key)
                    .to(room)
                    .ofType(Message.Type.groupchat)
                    .setBody(body)
                    .addExtension(StandardExtensionElement.builder("origin-id", SID)
                            .addAttribute("id", key)
                            .build())
                    .build());
            return wait.end.get(times.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (SmackException.NotConnectedException e) {
            return new SendResult.Unreachable("the connection was lost");
        } catch (TimeoutException e) {
            abort("a message did not come back");
            return new SendResult.InDoubt("the message did not come back from the room within "
                    + times.answer().toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pending.remove(key);
        }
    }

    /** Sends a message and waits for nothing. */
    void reply(Jid to, Message.Type type, String body) throws InterruptedException {
        try {
            stream.sendStanza(StanzaBuilder.buildMessage()
                    .to(to)
                    .ofType(type)
                    .setBody(body)
                    .build());
        } catch (SmackException.NotConnectedException e) {
            abort("the connection was lost");
        }
    }

    /** Asks the room to remove a message for all (XEP-0425), which it does for moderators if it can. */
    void redact(Message message) throws InterruptedException {
        Optional<String> id = stanzaId(message);
        if (id.isEmpty()) {
            return;
        }
        try {
            stream.sendStanza(new Moderation(message.getFrom().asBareJid(), id.get()));
        } catch (SmackException.NotConnectedException e) {
            abort("the connection was lost");
        }
    }

    /** Ends the stream without a farewell. */
    void abort(String said) {
        end(said);
        stream.instantShutdown();
    }

    /** Ends the stream. May block as long as the server takes no more bytes. */
    void close() {
        stream.disconnect();
        end("closed");
    }

    private void handle(Stanza stanza) {
        if (stanza instanceof Presence presence) {
            present(presence);
            return;
        }
        Message message = (Message) stanza;
        Jid from = message.getFrom();
        if (from == null) {
            return;
        }
        if (message.getType() == Message.Type.error) {
            refused(message);
        } else if (message.getType() == Message.Type.groupchat) {
            searched(message);
            returned(message);
        }
        if (message.getType() != Message.Type.error) {
            listener.heard(this, message);
        }
    }

    private void present(Presence presence) {
        MUCUser user = MUCUser.from(presence);
        Jid from = presence.getFrom();
        if (user == null || from == null) {
            return;
        }
        Jid real = user.getItem() == null ? null : user.getItem().getJid();
        if (presence.isAvailable() && real != null) {
            people.put(from, real.asBareJid());
        } else {
            people.remove(from);
        }
        EntityBareJid room = from.asEntityBareJidIfPossible();
        boolean own = user.hasStatus() && user.getStatus().contains(MUCUser.Status.PRESENCE_TO_SELF_110);
        if (room != null && own && presence.getType() == Presence.Type.unavailable) {
            Optional.ofNullable(leaving.get(room)).ifPresent(handled -> handled.complete(null));
            boolean put = user.getStatus().contains(MUCUser.Status.KICKED_307)
                    || user.getStatus().contains(MUCUser.Status.BANNED_301);
            if (put) {
                listener.putOut(room);
            }
        }
    }

    private void refused(Message message) {
        Pending wait = waiting(message);
        StanzaError error = message.getError();
        if (wait == null || error == null) {
            return;
        }
        if (error.getCondition() == StanzaError.Condition.not_acceptable) {
            // We are not in the room any more, and did not learn of it.
            inBackground(() -> {
                try {
                    leave(wait.room);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                wait.end.complete(new SendResult.Unreachable(XmppErrors.said(error)));
            });
            return;
        }
        wait.end.complete(XmppErrors.of(error));
    }

    private void returned(Message message) {
        Pending wait = waiting(message);
        if (wait != null && message.getFrom().asBareJid().equals(wait.room) && isUs(message.getFrom())) {
            wait.end.complete(new SendResult.Sent(stanzaId(message), "came back from the room"));
        }
    }

    private void searched(Message message) {
        Optional<Search> wanted =
                search.filter(s -> s.room.equals(message.getFrom().asBareJid()));
        if (wanted.isEmpty()) {
            return;
        }
        if (wanted.get().key.equals(message.getStanzaId())
                || originId(message).filter(wanted.get().key::equals).isPresent()) {
            wanted.get().found.complete(true);
        } else if (message.getBody() == null && message.getSubject() != null) {
            wanted.get().found.complete(false);
        }
    }

    private @Nullable Pending waiting(Message message) {
        String id = message.getStanzaId();
        Pending byId = id == null ? null : pending.get(id);
        return byId != null ? byId : originId(message).map(pending::get).orElse(null);
    }

    private void end(String said) {
        if (over) {
            return;
        }
        over = true;
        leaving.values().forEach(handled -> handled.complete(null));
        pending.values()
                .forEach(wait -> wait.end.complete(
                        new SendResult.InDoubt("the connection was lost before the message came back: " + said)));
        listener.ended(this, said);
    }

    private MultiUserChat chat(EntityBareJid room) {
        return MultiUserChatManager.getInstanceFor(stream).getMultiUserChat(room);
    }

    private static SendResult joined() {
        return new SendResult.Sent(Optional.empty(), "joined");
    }

    private static Optional<String> originId(Message message) {
        return attribute(message, "origin-id");
    }

    /** Returns the id that the room gave a message. */
    static Optional<String> stanzaId(Message message) {
        return attribute(message, "stanza-id");
    }

    private static Optional<String> attribute(Message message, String element) {
        return message.getExtensionElement(element, SID) instanceof StandardExtensionElement found
                ? Optional.ofNullable(found.getAttributeValue("id"))
                : Optional.empty();
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "chat-xmpp-leave");
        thread.setDaemon(true);
        thread.start();
    }
}
