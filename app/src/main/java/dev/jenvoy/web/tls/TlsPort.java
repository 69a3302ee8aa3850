package dev.jenvoy.web.tls;

import dev.jenvoy.web.connection.Encryption;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.Xnio;

/**
 * TLS 1.2 and 1.3 with a certificate that follows its files. A new certificate is used for connections that begin after
 * it was read; open ones stay. If new files cannot be used, the last good ones stay in force. Safe for use by several
 * threads.
 */
public final class TlsPort implements Encryption {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.tls");

    /** A little more than the largest record of TLS. */
    private static final int BUFFER = 17 * 1024;

    /** How many buffers each thread keeps for reuse. */
    private static final int BUFFERS_KEPT = 4;

    /** A client may not ask for a new handshake on an open connection, which costs the server more than the client. */
    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private static final OptionMap SERVER = OptionMap.builder()
            .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
            .getMap();

    private final TlsFiles files;
    private final InstantSource clock;
    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER, -1, BUFFERS_KEPT);
    private TlsFiles.Reading last;
    private Identity identity;
    private volatile UndertowXnioSsl ssl;
    private volatile Optional<String> trouble = Optional.empty();

    private TlsPort(TlsFiles files, TlsFiles.Reading first, Identity identity, InstantSource clock) {
        this.files = files;
        this.last = first;
        this.clock = clock;
        this.identity = identity;
        this.ssl = ssl(identity);
    }

    /**
     * Reads the files. Blocks on the disk.
     *
     * @throws IOException when they cannot be used; the message says why
     */
    public static TlsPort open(TlsFiles files, InstantSource clock) throws IOException {
        if (System.getProperty(NO_RENEGOTIATION) == null) {
            System.setProperty(NO_RENEGOTIATION, "true");
        }
        TlsFiles.Reading first = files.read();
        if (first.identity().isEmpty()) {
            throw new IOException(first.trouble().orElseThrow());
        }
        TlsPort port = new TlsPort(files, first, first.identity().get(), clock);
        port.judge();
        return port;
    }

    private UndertowXnioSsl ssl(Identity one) {
        return new UndertowXnioSsl(
                Xnio.getInstance(TlsPort.class.getClassLoader()), OptionMap.EMPTY, buffers, one.context());
    }

    @Override
    public StreamConnection over(StreamConnection raw) {
        return ssl.wrapExistingConnection(raw, SERVER, false);
    }

    /**
     * Reads the files again, and uses them if they have changed: to be called now and then. Both files of a renewal rarely
     * change at once; a state in between changes nothing. Blocks on the disk.
     */
    public synchronized void follow() {
        TlsFiles.Reading next = files.read();
        boolean isNew = !next.sameAs(last);
        last = next;
        if (next.identity().isEmpty()) {
            String why = next.trouble().orElseThrow();
            if (isNew) {
                LOG.error("files of the certificate not used, the last good ones stay in force problem=\"{}\"", why);
            }
            trouble = Optional.of("the files of the certificate are not used, the last good ones are: " + why);
            return;
        }
        if (isNew) {
            identity = next.identity().get();
            ssl = ssl(identity);
            LOG.info("certificate read again valid_until={}", identity.end());
        }
        judge();
    }

    /** Notes what is wrong with the certificate in force; logs it once. */
    private void judge() {
        Optional<String> now = identity.trouble(clock.instant());
        if (now.isPresent() && !now.equals(trouble)) {
            LOG.warn("warning about the certificate problem=\"{}\"", now.get());
        }
        trouble = now;
    }

    /** Returns what is wrong with certificate and files, in words that may be public; empty if nothing is. */
    public Optional<String> trouble() {
        return trouble;
    }
}
