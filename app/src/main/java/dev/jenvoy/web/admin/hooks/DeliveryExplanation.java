package dev.jenvoy.web.admin.hooks;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.DeliveryValues;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.lint.Explanation;
import dev.jenvoy.hook.lint.ExplanationJson;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.History;
import dev.jenvoy.sender.change.PayloadChanges;
import dev.jenvoy.web.admin.deliveries.DeliveriesResource;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /api/deliveries/{entry}/explain}: shows which hooks a recorded delivery would run now, and why others would not. What
 * conditions ask of the payload is decided where the journal has it.
 */
public final class DeliveryExplanation {

    private final Supplier<HookSettings> settings;
    private final History history;
    private final HookFolder folder;
    private final HookHeads heads;

    public DeliveryExplanation(Supplier<HookSettings> settings, History history, InstantSource clock) {
        this.settings = settings;
        this.history = history;
        this.folder = new HookFolder(clock);
        this.heads = new HookHeads(clock);
    }

    public List<Route> routes() {
        return List.of(new Route("GET", DeliveriesResource.ONE + "/explain", this::explain));
    }

    private ApiResult explain(AdminRequest request) {
        Optional<DeliveryDetail> found = DeliveriesResource.find(history, request);
        if (found.isEmpty()) {
            return DeliveriesResource.unknown();
        }
        DeliveryDetail detail = found.get();
        Facts facts = detail.summary().facts();
        Optional<Map<String, String>> headers =
                detail.payload().isPresent() ? Optional.of(detail.headers()) : Optional.empty();
        HookSettings now = settings.get();
        try (DeliveryValues values = new DeliveryValues(
                facts, detail.summary().key().source(), headers, detail.payload(), new PayloadChanges())) {
            Explanation explanation = Explanation.whyNothing(facts) != null
                    ? null
                    : Explanation.of(folder, heads, now, HookSelector.of(facts, now.commonNames()), values);
            return ApiResult.json(200, ExplanationJson.of(facts, explanation));
        }
    }
}
