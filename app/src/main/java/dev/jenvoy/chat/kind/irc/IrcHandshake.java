package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.room.SendResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Logs in: capabilities, SASL PLAIN, the nick. Used by the reading thread; the capabilities may be asked by any. */
final class IrcHandshake {

    private static final List<String> WANTED = List.of(
            "sasl",
            "message-tags",
            "server-time",
            "batch",
            "echo-message",
            "labeled-response",
            "account-tag",
            "draft/message-redaction");
    private static final int SASL_CHUNK_CHARS = 400;
    private static final int MAX_NICKS = 4;

    private final IrcLogin login;
    private final IrcWire wire;
    private final Set<String> offered = new TreeSet<>();
    private final Set<String> enabled = ConcurrentHashMap.newKeySet();
    private String nick;
    private int nicks = 1;
    private boolean proven;
    private boolean welcomed;
    private @Nullable SendResult failure;

    IrcHandshake(IrcLogin login, IrcWire wire) {
        this.login = login;
        this.wire = wire;
        this.nick = login.nick();
    }

    void begin() throws IOException {
        wire.write("CAP LS 302");
        for (String password : login.serverPassword().texts()) {
            wire.write("PASS :" + password);
        }
        wire.write("NICK " + nick);
        wire.write("USER " + login.user() + " 0 * :" + login.nick());
    }

    boolean has(String capability) {
        return enabled.contains(capability);
    }

    /** Returns whether lines are answered by their label, and shown to those who wrote them. */
    boolean echoes() {
        return has("labeled-response") && has("echo-message") && has("batch");
    }

    boolean isWelcome() {
        return welcomed;
    }

    /** Returns why the server does not let us in; null as long as it may. */
    @Nullable
    SendResult failure() {
        return failure;
    }

    void handle(IrcLine line) throws IOException {
        switch (line.command()) {
            case "CAP" -> capabilities(line);
            case "AUTHENTICATE" -> authenticate();
            case "903", "907" -> {
                proven = true;
                wire.write("CAP END");
            }
            case "902", "904", "905", "432", "463", "464", "465", "466" ->
                failure = new SendResult.Refused(true, IrcErrors.said(line));
            case "906" -> failure = new SendResult.Unreachable(IrcErrors.said(line));
            case "433", "436", "437" -> anotherNick(line);
            case "001" -> welcome();
            case "ERROR" -> ended(line);
            default -> {}
        }
    }

    private void capabilities(IrcLine line) throws IOException {
        List<String> names = line.words();
        switch (line.param(1).toUpperCase(Locale.ROOT)) {
            case "LS" -> {
                names.stream()
                        .map(name -> name.replaceFirst("=.*", ""))
                        .filter(WANTED::contains)
                        .forEach(offered::add);
                if (!line.param(2).equals("*")) {
                    request();
                }
            }
            case "ACK" -> {
                names.stream().filter(WANTED::contains).forEach(enabled::add);
                if (!welcomed) {
                    wire.write(has("sasl") ? "AUTHENTICATE PLAIN" : "CAP END");
                }
            }
            case "NAK" -> wire.write("CAP END");
            case "DEL" -> names.forEach(enabled::remove);
            default -> {}
        }
    }

    private void request() throws IOException {
        List<String> wanted = WANTED.stream()
                .filter(offered::contains)
                .filter(name -> !name.equals("sasl") || !login.password().isEmpty())
                .toList();
        wire.write(wanted.isEmpty() ? "CAP END" : "CAP REQ :" + String.join(" ", wanted));
    }

    private void authenticate() throws IOException {
        String plain = "\0" + login.user() + "\0" + login.password().texts().get(0);
        String encoded = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        for (int at = 0; at < encoded.length(); at += SASL_CHUNK_CHARS) {
            wire.write("AUTHENTICATE " + encoded.substring(at, Math.min(encoded.length(), at + SASL_CHUNK_CHARS)));
        }
        if (encoded.length() % SASL_CHUNK_CHARS == 0) {
            wire.write("AUTHENTICATE +");
        }
    }

    private void anotherNick(IrcLine line) throws IOException {
        if (welcomed) {
            return;
        }
        if (nicks++ == MAX_NICKS) {
            failure = new SendResult.Unreachable(IrcErrors.said(line));
            return;
        }
        nick += "_";
        wire.write("NICK " + nick);
    }

    private void welcome() {
        welcomed = true;
        if (!login.password().isEmpty() && !proven) {
            failure = new SendResult.Unreachable("the server offers no SASL now, so the password cannot be used");
        }
    }

    private void ended(IrcLine line) {
        if (failure != null) {
            return;
        }
        String words = IrcErrors.harmless(line.text());
        boolean password = words.toLowerCase(Locale.ROOT).contains("password");
        failure = !welcomed && password ? new SendResult.Refused(true, words) : new SendResult.Unreachable(words);
    }
}
