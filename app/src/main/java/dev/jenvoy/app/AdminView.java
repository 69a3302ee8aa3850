package dev.jenvoy.app;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.app.cluster.SharedPlace;
import dev.jenvoy.config.ChatSection;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ForgesSection;
import dev.jenvoy.config.TicketsSection;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.admin.http.ServerFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Provides the facts about the server that the admin listener shows. */
final class AdminView implements Supplier<ServerFacts> {

    private final Supplier<Config> config;
    private final Supplier<InetSocketAddress> listener;
    private final boolean isSecure;
    private final SharedPlace place;
    private final String version;
    private final Instant started;

    /**
     * @param listener returns the public address; fails while the server does not listen
     * @param isSecure whether it takes HTTPS
     */
    AdminView(
            Supplier<Config> config,
            Supplier<InetSocketAddress> listener,
            boolean isSecure,
            SharedPlace place,
            InstantSource clock) {
        this.config = config;
        this.listener = listener;
        this.isSecure = isSecure;
        this.place = place;
        this.version = version();
        this.started = clock.instant();
    }

    /** Returns the version of this server. */
    static String version() {
        return Objects.requireNonNullElse(AdminView.class.getPackage().getImplementationVersion(), "(from classes)");
    }

    @Override
    public ServerFacts get() {
        Config now = config.get();
        return new ServerFacts(
                version,
                started,
                publicUrl(now),
                now.get(GitHubOptions.GROUP).enforcesSignature(),
                now.get(ChatSection.GROUP).isPresent(),
                now.get(TicketsSection.GROUP).isPresent(),
                now.get(ForgesSection.GROUP).isPresent(),
                place.roles(),
                place.servers(),
                disk(now));
    }

    private static Optional<ServerFacts.Disk> disk(Config now) {
        try {
            FileStore store = Files.getFileStore(now.get(StorageOptions.GROUP).folder());
            return Optional.of(new ServerFacts.Disk(store.getUsableSpace(), store.getTotalSpace()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String publicUrl(Config now) {
        int port = now.get(ListenOptions.GROUP).port() == 0
                ? listener.get().getPort()
                : now.get(ListenOptions.GROUP).port();
        return (isSecure ? "https://" : "http://")
                + host(now.get(ListenOptions.GROUP).host()) + ":" + port + "/";
    }

    /**
     * Returns the host for the URL. For a listener on every address, it is the address by which others most likely
     * reach this machine.
     */
    private static String host(String configured) {
        InetAddress address = Addresses.parse(configured).orElse(null);
        if (address == null) {
            return configured;
        }
        return literal(address.isAnyLocalAddress() ? reachable() : address);
    }

    private static String literal(InetAddress address) {
        String text = Addresses.format(address);
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static InetAddress reachable() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address.getAddress().length == 4
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .findFirst()
                    .orElseGet(InetAddress::getLoopbackAddress);
        } catch (SocketException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
