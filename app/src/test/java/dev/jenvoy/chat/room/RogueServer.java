package dev.jenvoy.chat.room;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A chat service on loopback that says what a test wants, and counts how much of it was taken. */
public final class RogueServer implements AutoCloseable {

    /** A client that takes this much keeps it all. The buffers of loopback take some megabytes themselves. */
    private static final long ENOUGH_BYTES = 48L << 20;

    /** What the server says on one connection. */
    public interface Talk {
        void with(Client client) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Talk talk;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong takenBytes = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();

    public RogueServer(Talk talk) {
        this.talk = talk;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "rogue");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection of a client. */
    public final class Client {
        private final BufferedReader in;
        private final OutputStream out;

        private Client(Socket socket) throws IOException {
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
        }

        public void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Reads up to and with this text, and returns it. */
        public String until(String end) throws IOException {
            StringBuilder text = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
                if (text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0) {
                    return text.toString();
                }
            }
            throw new IOException("the client has gone");
        }

        /** Says a text again and again, until the client has gone or has taken enough. */
        public void flood(String text) throws IOException {
            byte[] bytes = text.repeat(Math.max(1, 8_192 / text.length())).getBytes(StandardCharsets.UTF_8);
            while (takenBytes.get() < ENOUGH_BYTES) {
                out.write(bytes);
                takenBytes.addAndGet(bytes.length);
            }
        }

        /** Says a text again and again in small pieces with pauses, until the client has gone or the server is closed. */
        public void drip(String text) throws IOException, InterruptedException {
            do {
                say(text);
            } while (!closed.await(50, TimeUnit.MILLISECONDS));
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "rogue-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            talk.with(new Client(socket));
        } catch (IOException | InterruptedException e) {
            // The client has gone, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Returns whether a client took all that was said to it. */
    public boolean isDrunk() {
        return takenBytes.get() >= ENOUGH_BYTES;
    }

    /** Returns how many connections are open now. */
    public int open() {
        return open.size();
    }

    /** Returns how many connections there were. */
    public long connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
