package dev.jenvoy.dispatch.intake;

import dev.jenvoy.delivery.Delivery;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of every payload, as genvoy does: {@code YYYYMMDD-HHMMSS-EVENT-DELIVERY.json}, in local time. A copy is
 * there whole or not at all; that it cannot be made is logged and stops nothing.
 */
public final class Backup {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Supplier<Optional<Path>> folder;
    private final ZoneId zone;

    /** @param folder where copies go; empty, or not a folder: nowhere */
    public Backup(Supplier<Optional<Path>> folder, ZoneId zone) {
        this.folder = folder;
        this.zone = zone;
    }

    /** Whether copies are kept. */
    public boolean isOn() {
        return folder.get().isPresent();
    }

    /** Keeps a copy of this one. Blocks until it is on disk. */
    public void keep(Delivery delivery) {
        Optional<Path> target = folder.get().filter(Files::isDirectory);
        if (target.isEmpty()) {
            return;
        }
        String name = STAMP.format(delivery.received().atZone(zone)) + "-" + delivery.event() + "-" + delivery.id();
        try {
            write(delivery, target.get(), name);
        } catch (IOException e) {
            LOG.error("backup not written delivery={} cause=\"{}\"", delivery.id(), e.toString());
        }
    }

    private synchronized void write(Delivery delivery, Path target, String name) throws IOException {
        Path half = target.resolve("." + name + ".part");
        try {
            Files.deleteIfExists(half);
            delivery.payload().copyTo(half);
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(half, free(target, name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** The same delivery may come twice in a second, with another payload even: neither overwrites the other. */
    private static Path free(Path target, String name) {
        Path file = target.resolve(name + ".json");
        for (int again = 2; Files.exists(file); again++) {
            file = target.resolve(name + "-" + again + ".json");
        }
        return file;
    }
}
