package dev.jenvoy.chat.kind.mail;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.Said;
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
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final int MAX_SUBJECT_CHARS = 200;
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s\\p{Cntrl}]{1,200}>");

    private final MailLogin login;
    private final ConnectionParts parts;
    private final Renderer renderer;
    private final SSLSocketFactory tls;
    private final Duration whole;
    private final Said said;
    private volatile Optional<String> trouble = Optional.empty();

    /** @param whole the time for one attempt; the library's own times are for single reads, which a drip outlasts */
    MailConnection(MailLogin login, ConnectionParts parts, SSLSocketFactory tls, Renderer renderer, Duration whole) {
        this.login = login;
        this.parts = parts;
        this.tls = tls;
        this.renderer = renderer;
        this.whole = whole;
        this.said = Said.ofLogin(login.user(), login.password().texts());
    }

    private Session session(MailSockets sockets) {
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
        properties.put("mail.smtp.ssl.socketFactory", sockets.tls());
        properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        properties.put("mail.smtp.socketFactory", sockets.plain());
        properties.put("mail.smtp.socketFactory.fallback", "false");
        // The name of this machine is looked up otherwise.
        properties.put("mail.smtp.localhost", login.domain());
        properties.put("mail.smtp.quitwait", "false");
        return Session.getInstance(properties);
    }

    @Override
    public SendResult send(String address, OutgoingMessage message) throws InterruptedException {
        Optional<InternetAddress[]> recipients = MailAddresses.read(address);
        if (recipients.isEmpty()) {
            return new SendResult.Refused(true, "not an address of mail");
        }
        // The library's sockets cannot be interrupted, but closed.
        CompletableFuture<SendResult> end = new CompletableFuture<>();
        SendResult result;
        try (MailSockets sockets = new MailSockets(tls)) {
            Thread thread =
                    new Thread(() -> deliver(recipients.get(), message, sockets, end), "chat-mail-" + parts.name());
            thread.setDaemon(true);
            thread.start();
            result = said.result(ended(end, sockets));
        }
        trouble = result instanceof SendResult.Unreachable || result instanceof SendResult.InDoubt
                ? Optional.of(result.said())
                : Optional.empty();
        return result;
    }

    private SendResult ended(CompletableFuture<SendResult> end, MailSockets sockets) throws InterruptedException {
        try {
            return end.get(whole.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sockets.breakOff("no end within " + whole.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        try {
            // Only the thread knows whether the server may have the message.
            return end.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new SendResult.InDoubt("no end within " + whole.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deliver(
            InternetAddress[] recipients,
            OutgoingMessage message,
            MailSockets sockets,
            CompletableFuture<SendResult> end) {
        try {
            end.complete(deliver(recipients, message, session(sockets)));
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private SendResult deliver(InternetAddress[] recipients, OutgoingMessage message, Session session) {
        MailTransport transport = new MailTransport(session, login.tls() == MailTls.IMPLICIT);
        try {
            MimeMessage mail = mail(recipients, message, session);
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
            return new SendResult.Sent(Optional.of(id(message)), HarmlessText.line(transport.getLastServerResponse()));
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

    private MimeMessage mail(InternetAddress[] recipients, OutgoingMessage message, Session session)
            throws MessagingException {
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
