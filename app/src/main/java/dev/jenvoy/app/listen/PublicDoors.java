package dev.jenvoy.app.listen;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.TlsSection;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.Origins;
import dev.jenvoy.web.SocketOptions;
import dev.jenvoy.web.connection.Connections;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.connection.Doors;
import dev.jenvoy.web.connection.Encryption;
import dev.jenvoy.web.connection.Entrance;
import dev.jenvoy.web.connection.HttpListener;
import dev.jenvoy.web.socket.InheritedSocket;
import dev.jenvoy.web.socket.UnixSocket;
import dev.jenvoy.web.tls.HttpsRedirect;
import dev.jenvoy.web.tls.TlsFiles;
import dev.jenvoy.web.tls.TlsOptions;
import dev.jenvoy.web.tls.TlsPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where clients of the public listener connect, as the configuration has it: its port, with or without TLS, a Unix socket,
 * a socket that a service manager passed on, and a port that redirects to HTTPS.
 */
public final class PublicDoors {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Doors doors;
    private final Origins origins;
    private final Optional<Follower> tls;
    private final Optional<Path> certificate;
    private final Optional<InetSocketAddress> redirectFrom;
    private final Crowding crowding;
    private @Nullable HttpListener redirect;

    /** What TLS does while the server runs; an interface, so that nothing of TLS is loaded without it. */
    private interface Follower {
        void follow();

        Optional<String> trouble();
    }

    private record Secured(Encryption encryption, Follower follower, Path certificate) {}

    private PublicDoors(
            Doors doors,
            Origins origins,
            Optional<Follower> tls,
            Optional<Path> certificate,
            Optional<InetSocketAddress> redirectFrom,
            Crowding crowding) {
        this.doors = doors;
        this.origins = origins;
        this.tls = tls;
        this.certificate = certificate;
        this.redirectFrom = redirectFrom;
        this.crowding = crowding;
    }

    /**
     * Prepares the doors: reads certificate and key, takes over a passed socket, and binds nothing. Blocks on the disk.
     *
     * @param environment says whether a service manager passed a socket on
     * @param files reads certificate and key
     * @param crowding records connections that are closed to make room
     * @throws IOException when they cannot be prepared; the message says why
     */
    public static PublicDoors prepare(
            Config config, Map<String, String> environment, FileReader files, InstantSource clock, Crowding crowding)
            throws IOException {
        ListenOptions listen = config.get(ListenOptions.GROUP);
        SocketOptions socket = config.get(SocketOptions.GROUP);
        Optional<TlsOptions> tls = config.get(TlsSection.GROUP);
        Optional<Secured> secured = tls.isEmpty() ? Optional.empty() : Optional.of(Tls.open(tls.get(), files, clock));
        List<Entrance> entrances = new ArrayList<>();
        if (isActivated(environment)) {
            entrances.add(Sockets.inherited());
        }
        Optional<Path> path = socket.path();
        if (path.isPresent()) {
            entrances.add(Sockets.unix(path.get(), socket));
        }
        return new PublicDoors(
                new Doors(
                        new InetSocketAddress(listen.host(), listen.port()),
                        secured.map(Secured::encryption),
                        entrances),
                new Origins(socket.isProxy()),
                secured.map(Secured::follower),
                secured.map(Secured::certificate),
                tls.isEmpty() ? Optional.empty() : Tls.redirectFrom(tls.get(), listen.host()),
                crowding);
    }

    /** Returns whether a service manager passed a socket on to this process, as sd_listen_fds(3) describes. */
    private static boolean isActivated(Map<String, String> environment) {
        String process = environment.getOrDefault("LISTEN_PID", "");
        return process.equals(Long.toString(ProcessHandle.current().pid()))
                && !environment.getOrDefault("LISTEN_FDS", "0").equals("0");
    }

    /** Returns the doors of the public listener. */
    public Doors doors() {
        return doors;
    }

    /** Returns what says where requests came from. */
    public Origins origins() {
        return origins;
    }

    /** Returns whether the public listener's port takes HTTPS and nothing else. */
    public boolean isSecure() {
        return tls.isPresent();
    }

    /** Returns the file of the certificate that the public listener's port shows; empty without HTTPS. */
    public Optional<Path> certificate() {
        return certificate;
    }

    /**
     * Redirects plain HTTP, if configured.
     *
     * @param port returns the port to which clients are redirected
     * @throws IOException when its port cannot be used; the message says why
     */
    public synchronized void beginRedirect(IntSupplier port) throws IOException {
        if (redirectFrom.isPresent()) {
            redirect = Tls.redirect(redirectFrom.get(), port, crowding);
        }
    }

    /** Ends the redirection. Blocks until its thread has ended. */
    public synchronized void endRedirect() throws InterruptedException {
        HttpListener running = redirect;
        redirect = null;
        if (running != null) {
            running.stop();
        }
    }

    /** Returns the address that redirects to HTTPS; empty while nothing does. */
    public synchronized Optional<InetSocketAddress> redirectAddress() {
        return Optional.ofNullable(redirect).map(HttpListener::address);
    }

    /** Follows the files of the certificate: to be called now and then. Blocks on the disk. */
    public void follow() {
        tls.ifPresent(Follower::follow);
    }

    /** Returns what is wrong with the certificate, in words that may be public. */
    public List<String> troubles() {
        return tls.flatMap(Follower::trouble).stream().toList();
    }

    /** Loaded only with a certificate. */
    private static final class Tls {

        static Secured open(TlsOptions options, FileReader files, InstantSource clock) throws IOException {
            TlsPort port = TlsPort.open(new TlsFiles(options, files), clock);
            Follower follower = new Follower() {
                @Override
                public void follow() {
                    port.follow();
                }

                @Override
                public Optional<String> trouble() {
                    return port.trouble();
                }
            };
            return new Secured(port, follower, options.certificate());
        }

        static Optional<InetSocketAddress> redirectFrom(TlsOptions options, String host) {
            return options.redirectPort().map(port -> new InetSocketAddress(host, port));
        }

        static HttpListener redirect(InetSocketAddress from, IntSupplier port, Crowding crowding) throws IOException {
            HttpListener listener = new HttpListener(
                    Doors.port(from),
                    new HttpListener.Threads(1, 1, 1),
                    PATIENCE,
                    PATIENCE,
                    new Connections(64, PATIENCE, crowding),
                    new HttpsRedirect(port));
            try {
                listener.start();
            } catch (RuntimeException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new IOException("tls.redirect_port " + from.getPort() + ": " + cause.getMessage(), e);
            }
            return listener;
        }
    }

    /** Loaded only with a socket. */
    private static final class Sockets {

        static Entrance inherited() throws IOException {
            return InheritedSocket.take();
        }

        static Entrance unix(Path path, SocketOptions options) {
            return new UnixSocket(path, options.permissions());
        }
    }
}
