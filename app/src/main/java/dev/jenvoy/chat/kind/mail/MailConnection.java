package dev.jenvoy.chat.kind.mail;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Renderer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/** Sends each message by a connection of its own. */
final class MailConnection implements Connection {

    private static final String STEP_MILLIS = "10000";
    private static final Duration WHOLE = Duration.ofSeconds(40);
    private static final int MAX_SUBJECT_CHARS = 200;
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s\\p{Cntrl}]{1,200}>");

    private final MailLogin login;
    private final ConnectionParts parts;
    private final Renderer renderer;
    private final Session session;
    private volatile Optional<String> trouble = Optional.empty();

    MailConnection(MailLogin login, ConnectionParts parts, SSLSocketFactory sockets, Renderer renderer) {
        this.login = login;
        this.parts = parts;
        this.renderer = renderer;
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", STEP_MILLIS);
        properties.put("mail.smtp.timeout", STEP_MILLIS);
        properties.put("mail.smtp.writetimeout", STEP_MILLIS);
        properties.put("mail.smtp.auth", Boolean.toString(!login.user().isEmpty()));
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(login.tls() == MailTls.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(login.tls() == MailTls.STARTTLS));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(login.tls() == MailTls.IMPLICIT));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", sockets);
        properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        // The name of this machine is looked up otherwise.
        properties.put("mail.smtp.localhost", login.domain());
        properties.put("mail.smtp.quitwait", "false");
        this.session = Session.getInstance(properties);
    }

    @Override
    public SendResult send(String address, OutgoingMessage message) throws InterruptedException {
        Optional<InternetAddress[]> recipients = MailAddresses.read(address);
        if (recipients.isEmpty()) {
            return new SendResult.Refused(true, "not an address of mail");
        }
        // The library's sockets cannot be interrupted; they end by their own timeouts.
        CompletableFuture<SendResult> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> deliver(recipients.get(), message, end), "chat-mail-" + parts.name());
        thread.setDaemon(true);
        thread.start();
        SendResult result;
        try {
            result = end.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result = new SendResult.InDoubt("no end within " + WHOLE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        trouble = result instanceof SendResult.Unreachable || result instanceof SendResult.InDoubt
                ? Optional.of(result.said())
                : Optional.empty();
        return result;
    }

    private void deliver(InternetAddress[] recipients, OutgoingMessage message, CompletableFuture<SendResult> end) {
        try {
            end.complete(deliver(recipients, message));
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private SendResult deliver(InternetAddress[] recipients, OutgoingMessage message) {
        MailTransport transport = new MailTransport(session, login.tls() == MailTls.IMPLICIT);
        try {
            MimeMessage mail = mail(recipients, message);
            if (login.user().isEmpty()) {
                transport.connect(login.server().host(), login.server().port(), null, null);
            } else {
                transport.connect(
                        login.server().host(),
                        login.server().port(),
                        login.user(),
                        login.password().texts().get(0));
            }
            transport.sendMessage(mail, recipients);
            return new SendResult.Sent(
                    Optional.of(id(message)), HarmlessText.line(transport.getLastServerResponse(), MAX_SUBJECT_CHARS));
        } catch (MessagingException e) {
            return MailErrors.of(e, transport);
        } finally {
            close(transport);
        }
    }

    private static void close(MailTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // What was to be known of this connection is known.
        }
    }

    private MimeMessage mail(InternetAddress[] recipients, OutgoingMessage message) throws MessagingException {
        String id = id(message);
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        mail.setFrom(new InternetAddress(login.from(), true));
        mail.setRecipients(Message.RecipientType.TO, recipients);
        mail.setSubject(HarmlessText.line(message.subject(), MAX_SUBJECT_CHARS), "UTF-8");
        mail.setText(renderer.render(message.text()) + "\n", "UTF-8");
        mail.setSentDate(Date.from(parts.clock().instant()));
        // No holiday answers (RFC 3834).
        mail.setHeader("Auto-Submitted", "auto-generated");
        if (message.silent()) {
            mail.setHeader("Importance", "low");
        }
        Optional<String> root = message.thread().flatMap(OutgoingMessage.Conversation::root);
        if (root.isPresent() && MESSAGE_ID.matcher(root.get()).matches()) {
            mail.setHeader("In-Reply-To", root.get());
            mail.setHeader("References", root.get());
        }
        mail.saveChanges();
        return mail;
    }

    private String id(OutgoingMessage message) {
        return "<" + message.key() + "@" + login.domain() + ">";
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void close() {
        // Each message has closed its own connection.
    }
}
