package dev.jenvoy.contract.chat.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.SocketFactory;
import org.awaitility.Awaitility;

/** Another client of a server, which shares no code with ours: it keeps every line. */
public final class IrcClient implements AutoCloseable {

    private static final int TO_CONNECT_MILLIS = 10_000;

    private final Socket socket;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private IrcClient(Socket socket) {
        this.socket = socket;
        Thread reader = new Thread(this::read, "test-irc-client");
        reader.setDaemon(true);
        reader.start();
    }

    /** Connects without TLS and logs in. */
    public static IrcClient connect(int port, String nick, String... before) {
        return connect(SocketFactory.getDefault(), port, nick, before);
    }

    /** Connects by these sockets, sends some lines, and logs in. */
    public static IrcClient connect(SocketFactory sockets, int port, String nick, String... before) {
        try {
            Socket socket = sockets.createSocket();
            socket.connect(new InetSocketAddress("localhost", port), TO_CONNECT_MILLIS);
            IrcClient client = new IrcClient(socket);
            for (String line : before) {
                client.write(line);
            }
            client.write("NICK " + nick);
            client.write("USER " + nick + " 0 * :" + nick);
            client.await(line -> line.contains(" 001 "));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("PING ")) {
                    write("PONG " + line.substring(5));
                } else {
                    lines.add(line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            lines.add("(end)");
        }
    }

    public void write(String line) {
        try {
            synchronized (socket) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Joins a channel, and waits until the server has said who is in it. */
    public void join(String channel) {
        write("JOIN " + channel);
        String name = channel.replaceFirst(" .*", "");
        await(line -> line.contains(" 366 ") && line.contains(name));
    }

    /** Returns when the server has handled all that was written before. */
    public void sync() {
        String token = "sync" + System.nanoTime();
        write("PING :" + token);
        await(line -> line.contains("PONG") && line.contains(token));
    }

    public void await(Predicate<String> line) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> lines.stream().anyMatch(line));
    }

    /** Returns every line so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns the texts of the notices and messages in a channel so far, in order. */
    public List<String> said(String channel) {
        return lines.stream()
                .map(line -> line.startsWith("@") ? line.substring(line.indexOf(' ') + 1) : line)
                .filter(line ->
                        line.contains(" NOTICE " + channel + " :") || line.contains(" PRIVMSG " + channel + " :"))
                .map(line -> line.substring(line.indexOf(" :") + 2))
                .collect(Collectors.toList());
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
