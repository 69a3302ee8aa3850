package dev.jenvoy.chat.kind.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Limits what the server may send during one attempt: the library keeps each answer whole, however long it is. The bytes are
 * counted below TLS.
 */
final class WireLimit {

    /** Certificates, and 500 answers of 500 bytes. */
    private static final int MAX_BYTES = 256 << 10;

    private static final int MAX_SKIP_BYTES = 8_192;

    private int readBytes;
    private String end = "";
    private @Nullable Socket open;

    /** Counts what comes in by this socket, too, and closes it at the end. */
    synchronized void watch(Socket socket) throws IOException {
        check();
        open = socket;
    }

    synchronized boolean isWatching() {
        return open != null;
    }

    /** Ends the connection. Does not block. */
    void breakOff(String why) {
        @Nullable Socket broken;
        synchronized (this) {
            end = end.isEmpty() ? why : end;
            broken = open;
        }
        if (broken == null) {
            return;
        }
        try {
            broken.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    private synchronized void check() throws IOException {
        if (!end.isEmpty()) {
            throw new IOException(end);
        }
    }

    private int counted(int bytes) throws IOException {
        boolean tooMuch;
        synchronized (this) {
            readBytes += Math.max(0, bytes);
            tooMuch = readBytes > MAX_BYTES;
        }
        if (tooMuch) {
            breakOff("the server sent more than " + MAX_BYTES / 1024 + " KB");
        }
        check();
        return bytes;
    }

    /** Returns a stream that counts what is read, and that says why there is no more. */
    InputStream of(InputStream in) {
        return new Counted(in);
    }

    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                return counted(super.read(buffer, from, length));
            } catch (IOException e) {
                check();
                throw e;
            }
        }

        // The JDK's TLS skips what is left after a failure, as long as there is something.
        @Override
        public long skip(long most) throws IOException {
            return Math.max(0, read(new byte[(int) Math.min(most, MAX_SKIP_BYTES)]));
        }

        @Override
        public int available() throws IOException {
            check();
            return super.available();
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
