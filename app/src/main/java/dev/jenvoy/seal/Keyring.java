package dev.jenvoy.seal;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that seals stored secrets. Read once; created when the first secret is sealed. Safe for use by several threads. */
public final class Keyring {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.endpoints");

    private final KeyPlace place;
    private final SecureRandom random;
    private final List<Supplier<? extends Collection<? extends SealedSecret>>> resting = new CopyOnWriteArrayList<>();
    private volatile State state;

    /** The state of the key. */
    public sealed interface State {

        /** Returns why no secret can be opened. */
        String words();

        /** The key exists. Whether it is the right one shows when a secret is opened. */
        record Usable(SecretBox box) implements State {
            @Override
            public String words() {
                return "";
            }
        }

        /** There is no key. */
        record Missing(String words) implements State {}
    }

    /** Reads the key. Blocks. */
    public Keyring(KeyPlace place, SecureRandom random) {
        this.place = place;
        this.random = random;
        this.state = look();
    }

    /** Returns the state of the key. */
    public State state() {
        return state;
    }

    /**
     * Returns the key for sealing a secret. Blocks. Creates a new key only if no secret was sealed with another,
     * because those secrets would be lost. A key that opens no stored secret is wrong and seals nothing.
     */
    public synchronized State toSeal() {
        if (!(state instanceof State.Usable)) {
            state = look();
        }
        if (state instanceof State.Usable usable) {
            List<? extends SealedSecret> kept = kept();
            boolean right = kept.isEmpty() || kept.stream().anyMatch(secret -> secret.isOpenedBy(usable.box()));
            return right
                    ? usable
                    : new State.Missing("the key in " + place.words() + " opens no stored secret; restore the"
                            + " right one, or remove those secrets");
        }
        if (kept().isEmpty() && place.isEmpty()) {
            try {
                state = new State.Usable(new SecretBox(place.make(random), random));
                LOG.info("endpoint key created file={}", place.words());
            } catch (IOException e) {
                LOG.error("the endpoint key could not be created", e);
                return new State.Missing("the key cannot be written to " + place.words());
            }
        }
        return state;
    }

    private List<? extends SealedSecret> kept() {
        return resting.stream().flatMap(all -> all.get().stream()).toList();
    }

    /** Counts these among the secrets that were sealed, from now on. They are asked for at each sealing. */
    public void guard(Supplier<? extends Collection<? extends SealedSecret>> secrets) {
        resting.add(secrets);
    }

    private State look() {
        try {
            Optional<byte[]> key = place.find();
            return key.<State>map(bytes -> new State.Usable(new SecretBox(bytes, random)))
                    .orElseGet(() -> new State.Missing("the key " + place.words() + " is missing"));
        } catch (IOException e) {
            return new State.Missing("no key: " + e.getMessage());
        }
    }
}
