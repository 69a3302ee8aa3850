package dev.jenvoy.chat.kind.xmpp;

import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.HarmlessText;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.StreamError;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smackx.muc.MultiUserChatException;

/** What the errors of the server and of Smack mean for a message. The words are harmless, and not masked yet. */
final class XmppErrors {

    private XmppErrors() {}

    /** Returns what an error before the message was sent means. */
    static SendResult of(Exception failure) {
        if (failure instanceof SASLErrorException refused) {
            String condition = refused.getSASLFailure().getSASLErrorString();
            return "temporary-auth-failure".equals(condition)
                    ? new SendResult.Unreachable("the server cannot check the log-in now (" + condition + ")")
                    : new SendResult.Refused(
                            true,
                            "not-authorized".equals(condition)
                                    ? "the server refuses the password of the account (" + condition + ")"
                                    : "the server refuses the log-in (" + condition + ")");
        }
        if (failure instanceof XMPPException.XMPPErrorException error) {
            return of(error.getStanzaError());
        }
        if (failure instanceof MultiUserChatException.NotAMucServiceException) {
            return new SendResult.Refused(true, "the domain of this address has no rooms");
        }
        if (failure instanceof SmackException.NoResponseException) {
            return new SendResult.Unreachable("the server did not answer in time");
        }
        return new SendResult.Unreachable(words(failure));
    }

    /** Returns what the error of a join or a message means. */
    static SendResult of(StanzaError error) {
        String said = said(error);
        if (error.getType() == StanzaError.Type.WAIT) {
            return new SendResult.Unreachable(said);
        }
        return switch (error.getCondition()) {
            case registration_required,
                    forbidden,
                    item_not_found,
                    not_authorized,
                    not_allowed,
                    gone,
                    jid_malformed,
                    policy_violation,
                    subscription_required -> new SendResult.Refused(true, said);
            case bad_request, unexpected_request, feature_not_implemented -> new SendResult.Refused(false, said);
            default -> new SendResult.Unreachable(said);
        };
    }

    static String said(StanzaError error) {
        String text = error.getDescriptiveText();
        String condition = error.getCondition().toString();
        return text == null ? condition : condition + ": " + HarmlessText.line(text);
    }

    static String words(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof XMPPException.StreamErrorException ended) {
            // Its message is the XML that came.
            StreamError error = ended.getStreamError();
            return error.getCondition() == StreamError.Condition.host_unknown
                    ? "the server does not serve the domain of the account (" + error.getCondition() + ")"
                    : "the server ended the connection (" + error.getCondition() + ")";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : HarmlessText.line(message);
    }
}
