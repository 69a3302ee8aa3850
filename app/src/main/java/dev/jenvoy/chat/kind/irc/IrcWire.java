package dev.jenvoy.chat.kind.irc;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Reads and writes the lines of one link. Lines are written by any thread, and read by one. */
final class IrcWire implements Closeable {

    private static final int CONNECT_MILLIS = 10_000;
    /** 8,191 bytes of tags and 512 of a line. */
    private static final int MAX_LINE_BYTES = 8_703;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[4_096];
    private int at;
    private int end;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private long patienceNanos = TimeUnit.MILLISECONDS.toNanos(CONNECT_MILLIS);

    private IrcWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /**
     * Connects, and checks the certificate and its name if the login says TLS. Blocks for some ten seconds, and longer if the server
     * encrypts byte by byte.
     *
     * @param begun gets the connection before it is encrypted: closing that ends this call, and later the link, and does not block
     */
    static IrcWire open(IrcLogin login, SSLSocketFactory sockets, Consumer<Closeable> begun) throws IOException {
        String host = login.server().host();
        Socket plain = connect(host, login.server().port());
        try {
            begun.accept(plain);
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(CONNECT_MILLIS);
            if (!login.tls()) {
                return new IrcWire(plain);
            }
            SSLSocket secure =
                    (SSLSocket) sockets.createSocket(plain, host, login.server().port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return new IrcWire(secure);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket connect(String host, int port) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /** Writes one line, which must have no line end in it: that would be a second command. */
    void write(String text) throws IOException {
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a line end in a line");
        }
        byte[] bytes = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    /** Sets how long {@link #read} waits for a byte at most; for a line, twice as long. */
    void patience(Duration silence) throws IOException {
        socket.setSoTimeout((int) Math.max(1, silence.toMillis()));
        patienceNanos = silence.toNanos();
    }

    /**
     * Reads the next line without its end. What is not UTF-8 is replaced.
     *
     * @throws SocketTimeoutException when nothing came for a while; it may be called again
     * @throws IOException when the link has ended
     */
    String read() throws IOException {
        long begun = System.nanoTime();
        while (true) {
            while (at < end) {
                byte next = buffer[at++];
                if (next == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                }
                if (line.size() == MAX_LINE_BYTES) {
                    throw new IOException("the server sent a line that is too long");
                }
                line.write(next);
            }
            // The time of the socket is for a single byte, which a drip outlasts.
            if (System.nanoTime() - begun > patienceNanos) {
                throw new SocketTimeoutException("no whole line came");
            }
            int read = in.read(buffer);
            if (read < 0) {
                throw new IOException("the server closed the connection");
            }
            at = 0;
            end = read;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
