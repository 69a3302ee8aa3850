package dev.jenvoy.web.admin.hooks;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.change.ChangesReader;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.DeliveryValues;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.lint.Explanation;
import dev.jenvoy.hook.lint.ExplanationJson;
import dev.jenvoy.sender.change.PayloadChanges;
import dev.jenvoy.sender.registry.PayloadFacts;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/explain}: shows which hooks a delivery would run, like the command {@code explain}. */
public final class ExplainResource {

    private static final String PATH = "/api/explain";

    /** The payloads of a person who tries a head; the largest of senders are for the command, which reads files. */
    private static final int MAX_PAYLOAD_BYTES = 1 << 20;

    /** Facts that a payload says itself. */
    private static final List<String> OF_PAYLOADS = List.of("owner", "repository", "branch", "tag");

    private final Supplier<HookSettings> settings;
    private final HookFolder folder;
    private final HookHeads heads;

    public ExplainResource(Supplier<HookSettings> settings, InstantSource clock) {
        this.settings = settings;
        this.folder = new HookFolder(clock);
        this.heads = new HookHeads(clock);
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", PATH, this::explain),
                new Route("POST", PATH, this::explainPayload).taking(MAX_PAYLOAD_BYTES));
    }

    /** Reports a parameter that is not a valid name. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    private ApiResult explain(AdminRequest request) {
        Facts facts;
        try {
            facts = facts(request);
        } catch (Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        }
        try (DeliveryValues values =
                new DeliveryValues(facts, "", Optional.empty(), Optional.empty(), ChangesReader.NONE)) {
            return explained(facts, values);
        }
    }

    private ApiResult explained(Facts facts, DeliveryValues values) {
        HookSettings now = settings.get();
        Explanation explanation = Explanation.whyNothing(facts) != null
                ? null
                : Explanation.of(folder, heads, now, HookSelector.of(facts, now.commonNames()), values);
        return ApiResult.json(200, ExplanationJson.of(facts, explanation));
    }

    /** Explains a payload of GitHub, or of the sender that is named. Of several branches, the first is explained. */
    private ApiResult explainPayload(AdminRequest request) throws IOException {
        Optional<String> name = request.parameter("event");
        if (name.isPresent() && !Event.isName(name.get())) {
            return ApiResult.error(400, "event: this is not a valid name");
        }
        Optional<String> given = OF_PAYLOADS.stream()
                .filter(key -> request.parameter(key).isPresent())
                .findFirst();
        if (given.isPresent()) {
            return ApiResult.error(400, given.get() + ": the payload says it");
        }
        Event event = new Event(name.orElse("push"));
        String source = request.parameter("source").orElse(SenderTypes.DEFAULT);
        if (SenderTypes.named(source).isEmpty()) {
            return ApiResult.error(400, "source: no sender that comes with the server has this name");
        }
        PayloadFacts.Read read = PayloadFacts.read(source, event, new ByteArrayInputStream(request.body()));
        if (read instanceof PayloadFacts.Read.Refused refused) {
            return ApiResult.error(400, "a delivery of this payload would be rejected with 400: " + refused.error());
        }
        Facts facts = ((PayloadFacts.Read.Known) read).facts().get(0);
        try (DeliveryValues values = new DeliveryValues(
                facts, source, Optional.empty(), Optional.of(Payload.of(request.body())), new PayloadChanges())) {
            return explained(facts, values);
        }
    }

    private static Facts facts(AdminRequest request) throws Wrong {
        Optional<String> event = request.parameter("event");
        Optional<String> owner = request.parameter("owner");
        Optional<String> repository = request.parameter("repository");
        Optional<String> branch = request.parameter("branch");
        Optional<String> tag = request.parameter("tag");
        int slash = repository.map(name -> name.lastIndexOf('/')).orElse(-1);
        if (slash >= 0 && owner.isPresent()) {
            throw new Wrong("repository: the owner is given twice");
        }
        if (slash >= 0) {
            owner = repository.map(name -> name.substring(0, slash));
            repository = repository.map(name -> name.substring(slash + 1));
        }
        if (event.isEmpty()) {
            throw new Wrong("event: expected one, like push");
        }
        if (branch.isPresent() && tag.isPresent()) {
            throw new Wrong("tag: expected a branch or a tag, not both");
        }
        if (branch.isPresent() && repository.isEmpty()) {
            throw new Wrong("repository: expected one, because a branch belongs to a repository");
        }
        Event named = value("event", Event::isName, Event::new, event);
        return Facts.about(named == null ? new Event("push") : named)
                .owner(value("owner", Owner::isName, Owner::new, owner))
                .repository(value("repository", Repository::isName, Repository::new, repository))
                .branch(value("branch", RefName::isName, RefName::new, branch))
                .tag(value("tag", RefName::isName, RefName::new, tag))
                .build();
    }

    private static <T> @Nullable T value(
            String name, Predicate<String> isName, Function<String, T> make, Optional<String> text) throws Wrong {
        if (text.isEmpty()) {
            return null;
        }
        if (!isName.test(text.get())) {
            throw new Wrong(name + ": this is not a valid name");
        }
        return make.apply(text.get());
    }
}
