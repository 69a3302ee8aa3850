package dev.jenvoy.endpoint.configured;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.expression.ExpressionBudget;
import dev.jenvoy.sender.facts.TitleText;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.EventHeader;
import dev.jenvoy.sender.request.InvalidPayload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one delivery by the expressions of its endpoint. A name that cannot be one is an error, as at {@code /}. */
final class FactsByExpression {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final int MAX_TEXT_CHARS = 1024;

    /** All variables of a request together, as text of hooks is limited elsewhere. */
    private static final int MAX_VARIABLES_BYTES = 64 << 10;

    private final DescribedEndpoint endpoint;
    private final Function<String, Object> values;
    private final ExpressionBudget budget = new ExpressionBudget();

    FactsByExpression(DescribedEndpoint endpoint, Function<String, Object> values) {
        this.endpoint = endpoint;
        this.values = values;
    }

    /** Tells whether the request runs anything. */
    boolean isWanted() throws InvalidPayload {
        if (endpoint.when().isEmpty()) {
            return true;
        }
        try {
            return endpoint.when().get().isTrue(values, budget);
        } catch (RequestExpression.NoValue e) {
            throw failed("when", e);
        }
    }

    /** Evaluates an expression as a text; empty if there is no such expression, or it gives nothing. */
    Optional<String> text(String key, Optional<RequestExpression> expression) throws InvalidPayload {
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        try {
            return expression.get().find(values, budget);
        } catch (RequestExpression.NoValue e) {
            throw failed(key, e);
        }
    }

    /** Returns the delivery's id; empty if the request has no id. */
    Optional<String> id() throws InvalidPayload {
        return named(EndpointFact.ID, "delivery id", DeliveryKey::isId);
    }

    Facts read() throws InvalidPayload {
        Optional<String> event = fact(EndpointFact.EVENT);
        Optional<String> repository = fact(EndpointFact.REPOSITORY);
        Optional<String> owner = fact(EndpointFact.OWNER);
        int slash = repository.map(name -> name.lastIndexOf('/')).orElse(-1);
        if (slash >= 0) {
            String full = repository.orElseThrow();
            owner = owner.isPresent() ? owner : Optional.of(full.substring(0, slash));
            repository = Optional.of(full.substring(slash + 1));
        }
        Optional<String> ref = fact(EndpointFact.BRANCH);
        Optional<String> tag = fact(EndpointFact.TAG);
        Optional<String> branch = ref.filter(name -> !name.startsWith(TAGS)).map(name -> without(HEADS, name));
        if (tag.isEmpty()) {
            tag = ref.filter(name -> name.startsWith(TAGS));
        }
        tag = tag.map(name -> without(TAGS, name));
        check(owner, "owner", Owner::isName);
        check(repository, "repository", Repository::isName);
        check(branch, "branch or tag", RefName::isName);
        check(tag, "branch or tag", RefName::isName);
        Event known = event.isPresent() ? EventHeader.eventOfWords("event", event.get()) : endpoint.event();
        return Facts.about(known)
                .owner(made(owner, Owner::new))
                .repository(made(repository, Repository::new))
                .branch(made(branch, RefName::new))
                .tag(made(tag, RefName::new))
                .ref(ref.filter(name -> name.startsWith("refs/")).orElse(null))
                .sha(limited(EndpointFact.SHA))
                .sender(limited(EndpointFact.SENDER))
                .action(limited(EndpointFact.ACTION))
                .title(TitleText.of(fact(EndpointFact.TITLE).orElse(null)))
                .variables(variables())
                .build();
    }

    private Map<String, String> variables() throws InvalidPayload {
        Map<String, String> all = new LinkedHashMap<>();
        int bytes = 0;
        for (Map.Entry<String, RequestExpression> variable :
                endpoint.variables().entrySet()) {
            Optional<String> value = text("env." + variable.getKey(), Optional.of(variable.getValue()));
            String text = value.orElse("");
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_VARIABLES_BYTES) {
                throw new InvalidPayload(Check.PAYLOAD_LIMITS.reject("expected variables of at most 64 KB together"));
            }
            if (text.indexOf(0) >= 0) {
                throw new InvalidPayload(Check.FACTS.reject("no variable can hold a NUL character"));
            }
            all.put(variable.getKey(), text);
        }
        return all;
    }

    private Optional<String> fact(EndpointFact fact) throws InvalidPayload {
        return text(fact.key(), Optional.ofNullable(endpoint.facts().get(fact)));
    }

    private Optional<String> named(EndpointFact fact, String words, Predicate<String> test) throws InvalidPayload {
        Optional<String> value = fact(fact);
        check(value, words, test);
        return value;
    }

    private static void check(Optional<String> value, String words, Predicate<String> test) throws InvalidPayload {
        if (value.isPresent() && !test.test(value.get())) {
            throw InvalidPayload.notAName(words);
        }
    }

    private static <T> @Nullable T made(Optional<String> value, Function<String, T> make) {
        return value.isEmpty() ? null : make.apply(value.get());
    }

    /** Returns a text that is no name; {@code null} if there is no such text. */
    private @Nullable String limited(EndpointFact fact) throws InvalidPayload {
        return named(
                        fact,
                        fact.key(),
                        text -> text.length() <= MAX_TEXT_CHARS && text.chars().noneMatch(c -> c < ' '))
                .orElse(null);
    }

    private static String without(String prefix, String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    private InvalidPayload failed(String key, RequestExpression.NoValue problem) {
        return new InvalidPayload(Check.EXPRESSION
                .reject("an expression of this endpoint has no value for this request")
                .hint("endpoints." + endpoint.name() + "." + key + ": " + problem.getMessage()));
    }
}
