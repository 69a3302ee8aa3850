package dev.jenvoy.endpoint.configured;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.endpoint.proof.Proofs;
import dev.jenvoy.sender.OwnResponse;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An endpoint whose requests the configuration describes.
 *
 * @param name its name
 * @param methods the accepted methods, at least one
 * @param proofs how a request proves itself
 * @param body what the body is to expressions
 * @param jsonFields the fields of a form, of either kind, whose text is JSON
 * @param challenge gives the text that answers a trial of the address
 * @param when says which requests run anything
 * @param facts give the facts of a delivery
 * @param variables give variables of hooks, by name
 * @param response the response that the operator chose
 * @param mismatch the response where {@code when} is false
 * @param forge the host of its repositories, to whose entry in the section of forges reports are written
 * @param resends whether the sender by itself sends again what was not answered well
 */
record DescribedEndpoint(
        String name,
        Set<String> methods,
        Proofs proofs,
        BodyType body,
        List<String> jsonFields,
        Optional<RequestExpression> challenge,
        Optional<RequestExpression> when,
        Map<EndpointFact, RequestExpression> facts,
        Map<String, RequestExpression> variables,
        Optional<OwnResponse> response,
        Mismatch mismatch,
        Optional<String> forge,
        boolean resends)
        implements EndpointEntry {

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    /** The response to a request that runs nothing by its content. */
    record Mismatch(int status, String text) {

        static final Mismatch USUAL = new Mismatch(200, "");
    }

    DescribedEndpoint {
        methods = Collections.unmodifiableSet(new TreeSet<>(methods));
        jsonFields = List.copyOf(jsonFields);
        facts = facts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(facts));
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** Returns the event of requests for which no expression gives another: the name in the words of hooks. */
    static String eventOf(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    /** Tells whether an expression reads the body. */
    boolean readsBody() {
        return expressions().anyMatch(RequestExpression::readsBody);
    }

    /** Tells whether an expression reads what the body holds. */
    boolean readsPayload() {
        return expressions().anyMatch(RequestExpression::readsPayload);
    }

    /** Tells whether deliveries say the commit that a report would be about. */
    boolean saysCommits() {
        return facts.containsKey(EndpointFact.REPOSITORY) && facts.containsKey(EndpointFact.SHA);
    }

    private Stream<RequestExpression> expressions() {
        return Stream.of(challenge.stream(), when.stream(), facts.values().stream(), variables.values().stream())
                .flatMap(expressions -> expressions);
    }

    /** Returns the event of requests for which no expression gives another. */
    Event event() {
        return new Event(eventOf(name));
    }

    /** Returns the events that the entry says: of its name, and every text in its expression. */
    Stream<String> events() {
        return Stream.concat(
                Stream.of(eventOf(name)),
                Stream.ofNullable(facts.get(EndpointFact.EVENT))
                        .flatMap(expression -> TEXT.matcher(expression.text()).results())
                        .map(text -> text.group(1) == null ? text.group(2) : text.group(1)));
    }

    @Override
    public Map<String, Object> shown() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("methods", List.copyOf(methods));
        keys.put("proof", proofs.shown());
        keys.put("body", body.name().toLowerCase(Locale.ROOT));
        if (!jsonFields.isEmpty()) {
            keys.put("json_fields", jsonFields);
        }
        challenge.ifPresent(text -> keys.put("challenge", text.text()));
        when.ifPresent(condition -> keys.put("when", condition.text()));
        facts.forEach((fact, expression) -> keys.put(fact.key(), expression.text()));
        if (!variables.isEmpty()) {
            Map<String, String> texts = new LinkedHashMap<>();
            variables.forEach((variable, expression) -> texts.put(variable, expression.text()));
            keys.put("env", texts);
        }
        if (response.isPresent() || !mismatch.equals(Mismatch.USUAL)) {
            keys.put("response", ResponseReader.shown(response, mismatch));
        }
        forge.ifPresent(host -> keys.put("forge", host));
        if (resends) {
            keys.put("resends", true);
        }
        return keys;
    }
}
