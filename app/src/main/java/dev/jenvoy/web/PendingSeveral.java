package dev.jenvoy.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Several deliveries that one request made: what is to be said of each stands under its id. */
final class PendingSeveral implements Pending {

    private final Map<String, Answer> settled;
    private final Map<String, PendingDelivery> waited;
    private final Set<String> over = ConcurrentHashMap.newKeySet();
    private final List<String> order;
    private final CompletionStage<Void> all;

    /**
     * @param order the deliveries' ids in the order of the request
     * @param settled what is to be answered of those that need no waiting
     * @param waited the others
     */
    PendingSeveral(List<String> order, Map<String, Answer> settled, Map<String, PendingDelivery> waited) {
        this.order = List.copyOf(order);
        this.settled = Map.copyOf(settled);
        this.waited = Map.copyOf(waited);
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        this.waited.forEach(
                (id, one) -> ends.add(one.all().thenRun(() -> over.add(id)).toCompletableFuture()));
        this.all = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<Void> all() {
        return all;
    }

    @Override
    public Answer ended() {
        return answer();
    }

    @Override
    public Answer running() {
        return answer();
    }

    private Answer answer() {
        Map<String, Answer> parts = new LinkedHashMap<>();
        for (String id : order) {
            Answer known = settled.get(id);
            PendingDelivery one = waited.get(id);
            if (known != null) {
                parts.put(id, known);
            } else if (one != null) {
                parts.put(id, over.contains(id) ? one.ended() : one.running());
            }
        }
        return Answers.several(parts);
    }
}
