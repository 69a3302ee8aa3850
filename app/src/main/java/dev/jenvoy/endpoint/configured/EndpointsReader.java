package dev.jenvoy.endpoint.configured;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.endpoint.proof.ProofReader;
import dev.jenvoy.endpoint.proof.Proofs;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.NamedEntries;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.custom.CustomSenderEntry;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.type.SenderType;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code endpoints}. */
public final class EndpointsReader {

    private static final String EXAMPLE = "an object: {\"NAME\": {\"proof\": {\"bearer\": \"env:NAME\"}}}";

    private static final ValueReader<BodyType> BODY = ValueReaders.choice(BodyType.values(), false);
    private static final ValueReader<Set<String>> METHODS = (node, place) -> ValueReaders.list(
                    ValueReaders.text(ProofReader.METHOD, "a method in upper case"),
                    "a list of methods like [\"POST\"]")
            .read(node, place)
            .map(HashSet::new);
    private static final ValueReader<List<String>> FIELDS =
            ValueReaders.list(ValueReaders.TEXT, "a list of fields like [\"payload\"]");
    private static final ValueReader<String> FORGE =
            ValueReaders.text(CustomSenderEntry.FORGE_HOST.asMatchPredicate(), CustomSenderEntry.FORGE_WORDS);
    private static final ValueReader<List<Cidr>> RANGES =
            ValueReaders.list(ValueReaders.RANGE, "a list of address ranges like [\"10.0.0.0/8\"]");

    private final ReadContext context;
    private final Set<String> custom;

    /** @param custom the names of the senders that the configuration describes */
    public EndpointsReader(ReadContext context, Set<String> custom) {
        this.context = context;
        this.custom = Set.copyOf(custom);
    }

    /** Reads the entries, and leaves out those that cannot be read, which are reported. */
    public Optional<ConfiguredEndpoints> read(JsonNode node, KeyContext place) {
        return NamedEntries.of(EXAMPLE, this::entry).read(node, place).map(ConfiguredEndpoints::new);
    }

    private Optional<EndpointEntry> entry(String name, JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(
                    node, place, "an object with a \"proof\", or with \"as\", a sender, and its \"secret\"");
        }
        ObjectReader keys = new ObjectReader(place.key(), members.values(), place.report());
        if (keys.has("as")) {
            return ofSender(name, keys);
        }
        return described(name, node, place, keys);
    }

    private Optional<EndpointEntry> ofSender(String name, ObjectReader keys) {
        Set<String> senders = SenderTypes.ALL.stream()
                .filter(SenderType::hasEndpoints)
                .map(type -> type.identity().name())
                .collect(Collectors.toSet());
        senders.addAll(custom);
        Optional<String> sender = keys.take(
                "as", ValueReaders.text(senders::contains, "a sender: " + String.join(", ", sorted(senders))));
        Optional<Secrets> secrets = keys.require("secret", this::secrets);
        Optional<List<Cidr>> ranges = keys.take("allowed_ips", RANGES);
        keys.finish();
        if (ranges.filter(List::isEmpty).isPresent()) {
            keys.error("allowed_ips", "an empty list accepts no request");
            return Optional.empty();
        }
        boolean unreadable = keys.has("allowed_ips") && ranges.isEmpty();
        return unreadable
                ? Optional.empty()
                : sender.flatMap(known -> secrets.map(found -> new SenderEndpoint(name, known, found, ranges)));
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private Optional<Secrets> secrets(JsonNode node, KeyContext place) {
        Optional<Secrets> read = context.secrets().readAny(node, place);
        if (read.filter(Secrets::isEmpty).isPresent()) {
            place.error(node, "an empty secret would let anybody in");
            return Optional.empty();
        }
        return read;
    }

    private Optional<EndpointEntry> described(String name, JsonNode node, KeyContext place, ObjectReader keys) {
        Optional<Set<String>> methods = keys.take("methods", METHODS);
        Optional<Proofs> proofs = keys.require("proof", new ProofReader(context)::read);
        BodyType body = keys.take("body", BodyType.AUTO, BODY);
        List<String> jsonFields = keys.take("json_fields", List.of(), FIELDS);
        Optional<RequestExpression> challenge = keys.take("challenge", RequestExpression::read);
        Optional<RequestExpression> when = keys.take("when", RequestExpression::readTruth);
        Map<EndpointFact, RequestExpression> facts = new EnumMap<>(EndpointFact.class);
        boolean sound = !keys.has("challenge") || challenge.isPresent();
        sound &= !keys.has("when") || when.isPresent();
        for (EndpointFact fact : EndpointFact.values()) {
            Optional<RequestExpression> read = keys.take(fact.key(), RequestExpression::read);
            read.ifPresent(expression -> facts.put(fact, expression));
            sound &= !keys.has(fact.key()) || read.isPresent();
        }
        Optional<Map<String, RequestExpression>> variables = keys.take("env", EndpointsReader::variables);
        sound &= !keys.has("env") || variables.isPresent();
        Optional<ResponseReader.Read> response = keys.take("response", ResponseReader::read);
        sound &= !keys.has("response") || response.isPresent();
        Optional<String> forge = keys.take("forge", FORGE).map(host -> host.toLowerCase(Locale.ROOT));
        sound &= !keys.has("forge") || forge.isPresent();
        boolean resends = keys.take("resends", false, ValueReaders.FLAG);
        keys.finish();
        sound &= checkName(name, node, place, keys.has("event"));
        if (methods.filter(Set::isEmpty).isPresent()) {
            keys.error("methods", "an empty list accepts no request");
        }
        if (!sound
                || proofs.isEmpty()
                || (keys.has("methods") && methods.filter(set -> !set.isEmpty()).isEmpty())) {
            return Optional.empty();
        }
        ResponseReader.Read own = response.orElse(ResponseReader.Read.USUAL);
        return Optional.of(new DescribedEndpoint(
                name,
                methods.orElse(Set.of("POST")),
                proofs.get(),
                body,
                jsonFields,
                challenge,
                when,
                facts,
                variables.orElse(Map.of()),
                own.response(),
                own.mismatch(),
                forge,
                resends));
    }

    private boolean checkName(String name, JsonNode node, KeyContext place, boolean hasEvent) {
        String event = DescribedEndpoint.eventOf(name);
        if (!hasEvent && (event.equals("ping") || !Event.isName(event))) {
            place.error(node, "no hook runs for the event \"" + event + "\": choose another name, or set \"event\"");
            return false;
        }
        // The event is the fallback of an expression too.
        if (!Event.isName(event)) {
            place.error(node, "\"" + event + "\" cannot be an event: choose another name");
            return false;
        }
        return true;
    }

    private static Optional<Map<String, RequestExpression>> variables(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like {\"TITLE\": \"payload.title\"}");
        }
        Map<String, RequestExpression> variables = new LinkedHashMap<>();
        boolean sound = true;
        for (JsonNode.Member member : members.values()) {
            KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            String name = member.name();
            if (!SecretReader.VARIABLE.matcher(name).matches()) {
                place.report().error(at.key(), member.nameAt(), "not a variable's name: letters, digits and \"_\"");
                sound = false;
            } else if (name.startsWith("JENVOY_") || name.startsWith("LD_") || name.equals("PATH")) {
                place.report().error(at.key(), member.nameAt(), "a request must not set " + name);
                sound = false;
            }
            Optional<RequestExpression> expression = RequestExpression.read(member.value(), at);
            sound &= expression.isPresent();
            expression.ifPresent(found -> variables.put(name, found));
        }
        return sound ? Optional.of(variables) : Optional.empty();
    }
}
