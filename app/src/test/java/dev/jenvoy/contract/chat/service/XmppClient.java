package dev.jenvoy.contract.chat.service;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A client of XMPP on a plain socket, which shares no code with Smack: it writes stanzas and keeps what comes as text. */
public final class XmppClient implements AutoCloseable {

    private static final Pattern SAID = Pattern.compile(
            "<message (?=[^>]*type='groupchat')(?=[^>]*from='([^']*)')[^>]*>((?:(?!</message>).)*?)<body>([^<]*)</body>",
            Pattern.DOTALL);

    private static final int TO_CONNECT_MILLIS = 10_000;

    private static final Pattern TOLD = Pattern.compile(
            "<message (?=[^>]*type='chat')(?=[^>]*from='([^'/]*)[^']*')[^>]*>((?:(?!</message>).)*?)<body>([^<]*)</body>",
            Pattern.DOTALL);

    private final Socket socket;
    private final StringBuilder read = new StringBuilder();
    private int ids;

    private XmppClient(Socket socket) {
        this.socket = socket;
        Thread reader = new Thread(this::read, "test-xmpp-client");
        reader.setDaemon(true);
        reader.start();
    }

    static XmppClient connect(int port, String user, String password) {
        try {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress("127.0.0.1", port), TO_CONNECT_MILLIS);
            XmppClient client = new XmppClient(socket);
            String plain = Base64.getEncoder()
                    .encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
            String open = "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
                    + " xmlns:stream='http://etherx.jabber.org/streams'>";
            client.write(open);
            client.await(text -> text.contains("PLAIN"));
            client.write("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>");
            client.await(text -> text.contains("<success"));
            client.write(open);
            client.await(text -> text.contains("xmpp-bind"));
            client.write("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
            client.await(text -> text.contains("id='bind'"));
            client.write("<presence/>");
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (Reader in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)) {
            char[] buffer = new char[4_096];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (read) {
                    read.append(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // The end.
        }
    }

    public void write(String xml) {
        try {
            socket.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void await(Predicate<String> text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> text.test(text()));
    }

    /** Returns all that came so far. */
    public String text() {
        synchronized (read) {
            return read.toString();
        }
    }

    /** Joins a room, without its history, and makes it with the usual settings if it does not exist. */
    public void join(String room, String nick) {
        write("<presence to='" + room + "/" + nick + "'><x xmlns='http://jabber.org/protocol/muc'>"
                + "<history maxstanzas='0'/></x></presence>");
        await(text -> text.contains("from='" + room + "/" + nick + "'"));
        configure(room, "");
    }

    /** Sets up a room of ours. */
    public void configure(String room, String fields) {
        iq(
                room,
                "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>"
                        + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
                        + fields
                        + "</x></query>");
    }

    /** Sets the affiliation or role of somebody. */
    public void administer(String room, String item) {
        iq(room, "<query xmlns='http://jabber.org/protocol/muc#admin'>" + item + "</query>");
    }

    private void iq(String to, String content) {
        String id = "iq" + ++ids;
        write("<iq type='set' to='" + to + "' id='" + id + "'>" + content + "</iq>");
        await(text -> text.contains("id='" + id + "'") || text.contains("id=\"" + id + "\""));
    }

    public void say(String room, String body) {
        write("<message to='" + room + "' type='groupchat'><body>" + body + "</body></message>");
    }

    public void tell(String jid, String body) {
        write("<message to='" + jid + "' type='chat'><body>" + body + "</body></message>");
    }

    /** Returns the bodies that came from a nick of a room so far, in order, as XML has them. */
    public List<String> said(String room, String nick) {
        List<String> bodies = new ArrayList<>();
        Matcher message = SAID.matcher(text());
        while (message.find()) {
            if (message.group(1).equals(room + "/" + nick)) {
                bodies.add(message.group(3));
            }
        }
        return bodies;
    }

    /** Returns the texts that a bare JID, or its resources, told this user alone so far, in order. */
    public List<String> told(String jid) {
        List<String> bodies = new ArrayList<>();
        Matcher message = TOLD.matcher(text());
        while (message.find()) {
            if (message.group(1).equals(jid)) {
                bodies.add(plain(message.group(3)));
            }
        }
        return bodies;
    }

    /** Returns the text that a body of XML means. */
    public static String plain(String body) {
        return body.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
