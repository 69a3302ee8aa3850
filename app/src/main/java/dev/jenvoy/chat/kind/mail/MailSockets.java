package dev.jenvoy.chat.kind.mail;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the sockets of one attempt, all of which are limited. The library takes its plain sockets from {@link #plain}. For TLS from
 * the beginning it makes the plain socket itself, and layers TLS on it with {@link #tls}.
 */
final class MailSockets implements Closeable {

    private static final String NOT_SO = "the library makes sockets in another way than it did";

    private final SSLSocketFactory factory;
    private final WireLimit limit = new WireLimit();

    MailSockets(SSLSocketFactory factory) {
        this.factory = factory;
    }

    SocketFactory plain() {
        return new Plain();
    }

    SSLSocketFactory tls() {
        return new Layered();
    }

    /** Ends the connection. Does not block. */
    void breakOff(String why) {
        limit.breakOff(why);
    }

    @Override
    public void close() {
        breakOff("closed");
    }

    private CountedSocket counted(Socket socket) throws IOException {
        limit.watch(socket);
        return new CountedSocket(socket, limit);
    }

    private final class Plain extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            return counted(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException(NOT_SO);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException(NOT_SO);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException(NOT_SO);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException(NOT_SO);
        }
    }

    private final class Layered extends SSLSocketFactory {

        @Override
        public Socket createSocket(Socket connected, String host, int port, boolean closeIt) throws IOException {
            // Behind STARTTLS it is a plain socket of ours.
            return factory.createSocket(limit.isWatching() ? connected : counted(connected), host, port, closeIt);
        }

        @Override
        public Socket createSocket() {
            throw new UnsupportedOperationException(NOT_SO);
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException(NOT_SO);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException(NOT_SO);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException(NOT_SO);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException(NOT_SO);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }
    }
}
