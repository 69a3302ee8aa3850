package dev.jenvoy.web.socket;

import dev.jenvoy.web.connection.Entrance;
import dev.jenvoy.web.connection.EntranceFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;

/**
 * A Unix socket in the file system. It appears with its permissions at once, takes the place of one that an ended server
 * left, and is removed at the close. Its connections are plain: they do not leave the machine.
 */
public final class UnixSocket implements Entrance {

    private static final int BACKLOG = 1000;

    private final Path path;
    private final Set<PosixFilePermission> permissions;
    private @Nullable ChannelAcceptor acceptor;
    private @Nullable Object identity;

    /**
     * @param path an absolute path, in a folder that exists
     * @param permissions those of the socket's file: who may write to it may connect
     */
    public UnixSocket(Path path, Set<PosixFilePermission> permissions) {
        this.path = path;
        this.permissions = Set.copyOf(permissions);
    }

    @Override
    public synchronized void open(XnioWorker worker, Consumer<StreamConnection> opened, IntPredicate isFull)
            throws EntranceFailure {
        try {
            bind(worker, opened, isFull);
        } catch (IOException e) {
            throw new EntranceFailure("http_socket " + path + ": " + e.getMessage());
        }
    }

    private void bind(XnioWorker worker, Consumer<StreamConnection> opened, IntPredicate isFull) throws IOException {
        requireFree();
        // A name of its own first: under the final one it has its permissions from the beginning.
        Path making = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(making);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean done = false;
        try {
            server.bind(UnixDomainSocketAddress.of(making), BACKLOG);
            Files.setPosixFilePermissions(making, permissions);
            identity = identity(making);
            Files.move(making, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            acceptor = ChannelAcceptor.begin(server, worker, opened, isFull);
            done = true;
        } finally {
            if (!done) {
                server.close();
                Files.deleteIfExists(making);
            }
        }
    }

    /**
     * Fails if there is something else than a socket at the path, or unless it is known that no server listens there.
     * Does not wait for a server that is slow to accept.
     */
    private void requireFree() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()) {
            throw new IOException("there is a file that is not a socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            boolean unusedConnected = probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            if (e instanceof ConnectException || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            // A full backlog, or a socket that this account may not use: a server may well listen.
            throw new IOException("it is not known whether another server listens there: " + e.getMessage(), e);
        }
        throw new IOException("another server listens there");
    }

    @Override
    public synchronized void close() {
        ChannelAcceptor open = acceptor;
        acceptor = null;
        if (open == null) {
            return;
        }
        try {
            // A later server may have put its own there.
            if (Objects.equals(identity, identity(path))) {
                Files.deleteIfExists(path);
            }
            open.close();
        } catch (IOException e) {
            // It is gone, or its folder cannot be changed: the next start takes its place.
            return;
        }
    }

    private static @Nullable Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public Optional<InetSocketAddress> port() {
        return Optional.empty();
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }
}
