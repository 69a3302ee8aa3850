package dev.jenvoy.endpoint.proof;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code proof} of an endpoint: one way to prove a request, a list of ways, or the word {@code none}. */
public final class ProofReader {

    public static final String HEADER_WORDS = "a header's name";
    public static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    public static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    private static final String EXAMPLE =
            "an object like {\"bearer\": \"env:NAME\"}, a list of such objects, or \"none\"";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final ValueReader<String> HEADER_NAME = ValueReaders.text(HEADER, HEADER_WORDS);
    private static final ValueReader<String> PRINTABLE =
            ValueReaders.text(Pattern.compile("[ -~]{1,50}"), "up to 50 printable characters");
    private static final ValueReader<String> USER =
            ValueReaders.text(Pattern.compile("[^:\\p{Cntrl}]{1,100}"), "a user's name without a colon");
    private static final ValueReader<String> QUERY_NAME =
            ValueReaders.text(Pattern.compile("[!-~&&[^&=#+%]]{1,100}"), "the name of a value in a query");
    private static final ValueReader<Set<String>> METHODS = (node, place) -> ValueReaders.list(
                    ValueReaders.text(METHOD, "a method in upper case"), "a list of methods like [\"GET\"]")
            .read(node, place)
            .map(HashSet::new);
    private static final ValueReader<List<Cidr>> RANGES =
            ValueReaders.list(ValueReaders.RANGE, "a list of address ranges like [\"10.0.0.0/8\"]");
    private static final ValueReader<List<String>> VALUES = (node, place) -> node instanceof JsonNode.Items
            ? ValueReaders.list(ValueReaders.TEXT, "a list of texts").read(node, place)
            : ValueReaders.TEXT.read(node, place).map(List::of);

    /** What a token in a path consists of, so that no encoding can write it in another way. */
    private static final Pattern PATH_TOKEN = Pattern.compile("[A-Za-z0-9._~-]+");

    private final ReadContext context;

    public ProofReader(ReadContext context) {
        this.context = context;
    }

    /** Reads the ways; empty, and reported, if one of them cannot be read. */
    public Optional<Proofs> read(JsonNode node, KeyContext place) {
        if (node instanceof JsonNode.Text text && text.value().equals(Proof.NONE_WORD)) {
            place.warning(node, "requests are accepted without any proof: anybody can send them");
            return Optional.of(new Proofs(List.of(Proof.NONE)));
        }
        if (node instanceof JsonNode.Items items) {
            List<Proof> ways = new ArrayList<>();
            for (int i = 0; i < items.values().size(); i++) {
                way(items.values().get(i), place.item(i)).ifPresent(ways::add);
            }
            if (items.values().isEmpty()) {
                place.error(node, "an empty list accepts no request: expected " + EXAMPLE);
            }
            return ways.isEmpty() || ways.size() < items.values().size()
                    ? Optional.empty()
                    : Optional.of(new Proofs(ways));
        }
        return way(node, place).map(way -> new Proofs(List.of(way)));
    }

    private Optional<Proof> way(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, EXAMPLE);
        }
        ObjectReader keys = new ObjectReader(place.key(), members.values(), place.report());
        List<Optional<? extends ProofPart>> read = new ArrayList<>();
        take(keys, "hmac", this::hmac, read);
        take(keys, "bearer", (value, at) -> secrets(value, at).map(BearerPart::new), read);
        take(keys, "basic", this::basic, read);
        take(keys, "header", this::header, read);
        take(keys, "path_token", this::pathToken, read);
        take(keys, "query_token", this::queryToken, read);
        take(keys, "client_certificate", this::certificate, read);
        boolean addresses = keys.has("allowed_ips");
        Optional<List<Cidr>> ranges = keys.take("allowed_ips", RANGES);
        Optional<Set<String>> methods = keys.take("methods", METHODS);
        keys.finish();
        if (read.isEmpty() && !addresses) {
            place.error(node, "proves nothing: expected " + EXAMPLE);
            return Optional.empty();
        }
        if (ranges.filter(List::isEmpty).isPresent()) {
            keys.error("allowed_ips", "an empty list accepts no request");
            return Optional.empty();
        }
        if (read.stream().anyMatch(Optional::isEmpty) || (addresses && ranges.isEmpty())) {
            return Optional.empty();
        }
        List<ProofPart> parts = new ArrayList<>();
        boolean secret = !read.isEmpty();
        ranges.ifPresent(found -> parts.add(new AddressRangePart(found, secret)));
        read.forEach(part -> parts.add(part.orElseThrow()));
        return keys.has("methods") && methods.isEmpty()
                ? Optional.empty()
                : Optional.of(new Proof(methods.orElse(Set.of()), parts));
    }

    private static <P extends ProofPart> void take(
            ObjectReader keys, String key, ValueReader<P> reader, List<Optional<? extends ProofPart>> read) {
        boolean there = keys.has(key);
        Optional<P> part = keys.take(key, reader);
        if (there) {
            read.add(part);
        }
    }

    private Optional<Secrets> secrets(JsonNode node, KeyContext place) {
        Optional<Secrets> read = context.secrets().readAny(node, place);
        if (read.filter(Secrets::isEmpty).isPresent()) {
            place.error(node, "an empty secret would let anybody in");
            return Optional.empty();
        }
        return read;
    }

    private Optional<ObjectReader> object(JsonNode node, KeyContext place, String example) {
        return node instanceof JsonNode.Members members
                ? Optional.of(new ObjectReader(place.key(), members.values(), place.report()))
                : ValueReaders.wrong(node, place, "an object like " + example);
    }

    private Optional<BasicPart> basic(JsonNode node, KeyContext place) {
        Optional<ObjectReader> keys = object(node, place, "{\"user\": \"grafana\", \"password\": \"env:NAME\"}");
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> user = keys.get().require("user", USER);
        Optional<Secrets> password = keys.get().require("password", this::secrets);
        keys.get().finish();
        return user.flatMap(name -> password.map(found -> new BasicPart(name, found)));
    }

    private Optional<HeaderPart> header(JsonNode node, KeyContext place) {
        return named(node, place, HEADER_NAME).map(found -> new HeaderPart(found.name(), found.secrets()));
    }

    private Optional<QueryTokenPart> queryToken(JsonNode node, KeyContext place) {
        return named(node, place, QUERY_NAME).map(found -> new QueryTokenPart(found.name(), found.secrets()));
    }

    private record Named(String name, Secrets secrets) {}

    private Optional<Named> named(JsonNode node, KeyContext place, ValueReader<String> names) {
        Optional<ObjectReader> keys = object(node, place, "{\"name\": \"X-Token\", \"secret\": \"env:NAME\"}");
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> name = keys.get().require("name", names);
        Optional<Secrets> secret = keys.get().require("secret", this::secrets);
        keys.get().finish();
        return name.flatMap(found -> secret.map(secrets -> new Named(found, secrets)));
    }

    private Optional<PathTokenPart> pathToken(JsonNode node, KeyContext place) {
        Optional<Secrets> secrets = secrets(node, place);
        if (secrets.isPresent()
                && !secrets.get().texts().stream()
                        .allMatch(text -> PATH_TOKEN.matcher(text).matches())) {
            place.error(node, "a token in a path consists of letters, digits and ._~-");
            return Optional.empty();
        }
        return secrets.map(PathTokenPart::new);
    }

    private Optional<CertificatePart> certificate(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members) || members.values().isEmpty()) {
            return ValueReaders.wrong(node, place, "an object like {\"X-SSL-Client-Verify\": \"SUCCESS\"}");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        boolean sound = true;
        for (JsonNode.Member member : members.values()) {
            KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            Optional<List<String>> values = VALUES.read(member.value(), at);
            sound &=
                    values.filter(list -> !list.isEmpty() && !list.contains("")).isPresent();
            if (!HEADER.matcher(member.name()).matches()) {
                place.report().error(at.key(), member.nameAt(), "expected " + HEADER_WORDS);
                sound = false;
            }
            values.ifPresent(list -> headers.put(member.name(), list));
        }
        if (!sound && place.report().isSound(place.key())) {
            place.error(node, "expected the accepted values of each header, none of them empty");
        }
        return sound ? Optional.of(new CertificatePart(Map.copyOf(headers))) : Optional.empty();
    }

    private Optional<HmacPart> hmac(JsonNode node, KeyContext place) {
        Optional<ObjectReader> object = object(node, place, "{\"header\": \"X-Signature\", \"secret\": \"env:NAME\"}");
        if (object.isEmpty()) {
            return Optional.empty();
        }
        ObjectReader keys = object.get();
        Optional<String> header = keys.require("header", HEADER_NAME);
        Optional<Secrets> secret = keys.require("secret", this::secrets);
        Hmac hmac = keys.take("algorithm", Hmac.SHA256, ValueReaders.choice(Hmac.values(), false));
        HmacHeader.Encoding encoding = keys.take(
                "encoding", HmacHeader.Encoding.HEX, ValueReaders.choice(HmacHeader.Encoding.values(), false));
        String prefix = keys.take("prefix", "", PRINTABLE);
        @Nullable String separator = keys.take("separator", PRINTABLE).orElse(null);
        Optional<SignedText> signed = SignedText.of(keys.take("signed", SignedText.BODY, ValueReaders.TEXT));
        @Nullable String timeHeader = keys.take("timestamp_header", HEADER_NAME).orElse(null);
        @Nullable String timePrefix = keys.take("timestamp_prefix", PRINTABLE).orElse(null);
        Duration tolerance = keys.take("tolerance", TOLERANCE, Amounts.DURATION_ABOVE_ZERO);
        keys.finish();
        if (signed.isEmpty()) {
            keys.error(
                    "signed",
                    "expected a text with {body} once; it may have {timestamp}, {header:NAME} and {method} besides");
            return Optional.empty();
        }
        boolean timed = timeHeader != null || timePrefix != null;
        if (timed != signed.get().hasTimestamp() || (timeHeader != null && timePrefix != null)) {
            place.error(
                    node,
                    "a signed time needs {timestamp} in \"signed\", and either timestamp_header or timestamp_prefix");
            return Optional.empty();
        }
        if (timePrefix != null && separator == null) {
            place.error(node, "timestamp_prefix needs a separator: the header holds several values");
            return Optional.empty();
        }
        return header.flatMap(name -> secret.map(secrets -> new HmacPart(
                new HmacForm(
                        new HmacHeader(name, prefix, hmac, encoding),
                        separator,
                        signed.get(),
                        timeHeader,
                        timePrefix,
                        tolerance),
                secrets)));
    }
}
