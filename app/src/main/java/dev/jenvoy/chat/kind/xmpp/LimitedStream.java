package dev.jenvoy.chat.kind.xmpp;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.Jid;

/** A stream that takes no more of the server than we can handle: Smack queues all stanzas and keeps all occupants of rooms. */
final class LimitedStream extends XMPPTCPConnection {

    private static final int MAX_WAITING = 500;
    private static final Duration HANDLING = Duration.ofSeconds(10);
    private static final int MAX_OCCUPANTS = 20_000;
    private static final int MAX_OCCUPANT_CHARS = 8 << 20;

    /** Smack answers each question on a thread. Servers ask whether we are there, about once a minute. */
    private static final int MAX_QUESTIONS = 20;

    private static final long QUESTION_NANOS = Duration.ofSeconds(1).toNanos();

    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final Map<Jid, Integer> occupantChars = new HashMap<>();
    private long charsOfOccupants;
    private int questions;
    private long questionedNanos = System.nanoTime();

    LimitedStream(XMPPTCPConnectionConfiguration how) {
        super(how);
        addSyncStanzaListener(stanza -> waiting.release(), stanza -> true);
    }

    /** Called by the reading thread. What it throws ends the stream. */
    @Override
    protected void processStanza(Stanza stanza) throws InterruptedException {
        if (stanza instanceof IQ question && question.isRequestIQ()) {
            if (isAnswered()) {
                super.processStanza(stanza);
            }
            return;
        }
        if (stanza instanceof Presence presence && presence.getFrom() != null) {
            count(presence);
        }
        if (!waiting.tryAcquire(HANDLING.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the server sent more than could be handled");
        }
        super.processStanza(stanza);
    }

    private boolean isAnswered() {
        long passed = (System.nanoTime() - questionedNanos) / QUESTION_NANOS;
        if (passed > 0) {
            questions = (int) Math.max(0, questions - passed);
            questionedNanos += passed * QUESTION_NANOS;
        }
        return questions++ < MAX_QUESTIONS;
    }

    private void count(Presence presence) {
        Integer before = occupantChars.remove(presence.getFrom());
        charsOfOccupants -= before == null ? 0 : before;
        if (presence.isAvailable()) {
            int chars = presence.toXML().length();
            occupantChars.put(presence.getFrom(), chars);
            charsOfOccupants += chars;
        }
        if (occupantChars.size() > MAX_OCCUPANTS || charsOfOccupants > MAX_OCCUPANT_CHARS) {
            throw new IllegalStateException("there are more people in the rooms than can be kept");
        }
    }
}
