package dev.jenvoy.app;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Provides a part's settings, derived from the current configuration. Derives them again only when the configuration
 * has changed. Safe for use by several threads.
 */
final class CachedView<C, S> implements Supplier<S> {

    private final Supplier<C> config;
    private final Function<C, S> derive;
    private volatile @Nullable Known<C, S> known;

    private record Known<C, S>(C config, S settings) {}

    CachedView(Supplier<C> config, Function<C, S> derive) {
        this.config = config;
        this.derive = derive;
    }

    @Override
    public S get() {
        C current = config.get();
        Known<C, S> last = known;
        if (last == null || last.config != current) {
            last = new Known<>(current, derive.apply(current));
            known = last;
        }
        return last.settings;
    }
}
