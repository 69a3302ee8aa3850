package dev.jenvoy.web.admin.hooks;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.lint.Explanation;
import dev.jenvoy.hook.lint.ExplanationJson;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/explain}: shows which hooks a delivery would run, like the command {@code explain}. */
public final class ExplainResource {

    private final Supplier<HookSettings> settings;
    private final HookFolder folder;

    public ExplainResource(Supplier<HookSettings> settings, InstantSource clock) {
        this.settings = settings;
        this.folder = new HookFolder(clock);
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/explain", this::explain));
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
        HookSettings now = settings.get();
        Explanation explanation = Explanation.whyNothing(facts) != null
                ? null
                : Explanation.of(folder, now, HookSelector.of(facts, now.commonNames()));
        return ApiResult.json(200, ExplanationJson.of(facts, explanation));
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
