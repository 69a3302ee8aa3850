package dev.jenvoy.forge.kind;

import dev.jenvoy.forge.options.ForgeOptions;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.forge.service.ForgeListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open forges. One whose address or credentials change is closed, and another one takes its place. Thread-safe. */
public final class ForgePool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.forges");

    private final InstantSource clock;
    private final ForgeListener listener;
    private final Map<String, OpenForge> open = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();
    private boolean closed;

    public ForgePool(InstantSource clock, ForgeListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** Returns the forge of these options. Connects to nothing by itself. */
    public synchronized OpenForge of(ForgeOptions options) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        OpenForge found = open.get(options.name());
        if (found != null && found.options().equals(options)) {
            return found;
        }
        if (found != null) {
            found.close();
        }
        OpenForge fresh = OpenForge.of(options, clock, listener);
        open.put(options.name(), fresh);
        return fresh;
    }

    /** Closes the forges that are not configured any more, and logs what has changed since the last time. */
    public synchronized void follow(ForgesOptions options) {
        open.entrySet().removeIf(entry -> {
            boolean isGone = !options.hosts().containsKey(entry.getKey());
            if (isGone) {
                entry.getValue().close();
                known.remove(entry.getKey());
            }
            return isGone;
        });
        options.hosts().values().forEach(this::noteTrouble);
    }

    /** Logs it if the credentials of a forge are refused since the last time, or are taken again. */
    public synchronized void noteTrouble(ForgeOptions options) {
        Optional<String> now = trouble(options);
        if (now.isEmpty()) {
            if (known.remove(options.name()) != null) {
                LOG.info("forge takes the credentials again forge={}", options.name());
            }
        } else if (known.put(options.name(), now.get()) == null) {
            LOG.warn("forge refuses the credentials forge={} cause=\"{}\"", options.name(), now.get());
        }
    }

    /** Returns why the credentials of a forge cannot be used; empty while all is well or nothing was tried. */
    public synchronized Optional<String> trouble(ForgeOptions options) {
        OpenForge found = open.get(options.name());
        return found != null && found.options().equals(options) ? found.forge().trouble() : Optional.empty();
    }

    /** Returns what is wrong, each in words. */
    public List<String> troubles(ForgesOptions options) {
        List<String> all = new ArrayList<>();
        for (ForgeOptions forge : options.hosts().values()) {
            trouble(forge).ifPresent(why -> all.add("forge " + forge.name() + " cannot be used: " + why));
        }
        return all;
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(OpenForge::close);
        open.clear();
    }
}
