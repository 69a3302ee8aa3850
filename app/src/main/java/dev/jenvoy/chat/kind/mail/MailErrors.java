package dev.jenvoy.chat.kind.mail;

import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.HarmlessText;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What the replies of a mail server mean: a code of the five hundreds is for good, one of the four hundreds passes. The words are
 * not masked yet.
 */
final class MailErrors {

    /** The server calls the message too large (RFC 1870). */
    private static final int TOO_LARGE = 552;

    private MailErrors() {}

    static SendResult of(MessagingException failure, MailTransport transport) {
        int code = code(failure);
        String said = said(failure);
        if (failure instanceof AuthenticationFailedException) {
            int last = transport.getLastReturnCode();
            return last >= 400 && last < 500 ? new SendResult.Unreachable(said) : new SendResult.Refused(true, said);
        }
        if (code == TOO_LARGE) {
            return new SendResult.TooLong(said);
        }
        if (code >= 500) {
            return new SendResult.Refused(!transport.isFinishing(), said);
        }
        if (code >= 400) {
            return new SendResult.Unreachable(said);
        }
        return transport.isFinishing()
                ? new SendResult.InDoubt("the connection was lost before the server answered")
                : new SendResult.Unreachable(said);
    }

    /** Returns the reply's code; -1 if the server did not reply. The reply about a recipient or the sender counts first. */
    private static int code(Exception failure) {
        int code = -1;
        for (Exception at = failure;
                at != null;
                at = at instanceof MessagingException m ? m.getNextException() : null) {
            if (at instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            } else if (at instanceof SMTPSenderFailedException sender) {
                return sender.getReturnCode();
            } else if (at instanceof SMTPSendFailedException send && code < 0) {
                code = send.getReturnCode();
            }
        }
        return code;
    }

    private static String said(MessagingException failure) {
        Exception innermost = failure;
        for (Exception at = failure;
                at != null;
                at = at instanceof MessagingException m ? m.getNextException() : null) {
            innermost = at;
        }
        String message = innermost.getMessage();
        return message == null || message.isBlank() ? innermost.getClass().getSimpleName() : HarmlessText.line(message);
    }
}
