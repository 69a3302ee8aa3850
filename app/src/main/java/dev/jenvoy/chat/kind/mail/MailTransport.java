package dev.jenvoy.chat.kind.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One connection to a mail server, which knows whether the server may have the whole message. */
final class MailTransport extends SMTPTransport {

    private boolean finishing;

    MailTransport(Session session, boolean implicitTls) {
        super(session, new URLName("smtp", null, -1, null, null, null), "smtp", implicitTls);
    }

    /** Returns whether the end of a message was about to be sent: from then on, the server may deliver it. */
    boolean isFinishing() {
        return finishing;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        finishing = true;
        super.finishData();
    }
}
