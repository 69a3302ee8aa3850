package dev.jenvoy.chat.compose.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds names in maps alone, and takes empty texts for false. */
final class SlotCollector implements Mustache.Collector {

    private final Budget budget;

    SlotCollector(Budget budget) {
        this.budget = budget;
    }

    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
        budget.checkTime();
        if (value instanceof List<?> list) {
            return list.iterator();
        }
        return value instanceof Slots.Slot slot && slot.text().isEmpty() ? Collections.emptyIterator() : null;
    }

    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
        return SlotCollector::fetch;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
        return new HashMap<>();
    }

    private static Object fetch(Object context, String name) {
        Object value = context instanceof Map<?, ?> map ? map.get(name) : null;
        return value == null ? Template.NO_FETCHER_FOUND : value;
    }
}
