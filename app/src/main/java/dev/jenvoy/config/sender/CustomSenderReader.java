package dev.jenvoy.config.sender;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.sender.custom.CredentialForm;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an entry of {@code senders} that describes a sender which does not come with the server. */
final class CustomSenderReader {

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    private static final List<String> FACTS =
            List.of("repository", "owner", "branch", "ref", "tag", "sha", "sender", "action");

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern EVENT = Pattern.compile("(?!all$)[a-z0-9_]{1,100}");
    private static final Pattern PREFIX = Pattern.compile("(?! )[ -~]{0,50}");
    private static final Pattern PATH = Pattern.compile("(?!\\d+(?:\\.|$))[^.*]+(?:\\.(?!\\d+(?:\\.|$))[^.*]+)*");

    private final String name;
    private final ObjectReader section;
    private final JsonNode entry;
    private final KeyContext place;

    private CustomSenderReader(String name, ObjectReader section, JsonNode entry, KeyContext place) {
        this.name = name;
        this.section = section;
        this.entry = entry;
        this.place = place;
    }

    /**
     * Takes the keys that describe it; what is missing or does not fit is reported.
     *
     * @param hint what to say when nothing of it is there, a name that may have been meant
     */
    static Optional<CustomSenderSpec> read(
            String name, ObjectReader section, JsonNode entry, KeyContext place, String hint) {
        return new CustomSenderReader(name, section, entry, place).read(hint);
    }

    private Optional<CustomSenderSpec> read(String hint) {
        ValueReader<String> header = text(HEADER, "a header's name").and(CustomSenderReader::free);
        Optional<String> eventHeader = section.take("event_header", header);
        Optional<String> event = section.take("event", text(EVENT, "an event's name of a-z, 0-9 and _, and not all"));
        Optional<String> signature = section.take("signature_header", header);
        Optional<String> token = section.take("token_header", header);
        Optional<String> delivery = section.take("delivery_header", header);
        checkHeaders(eventHeader, signature.isPresent() ? signature : token, delivery);
        Hmac algorithm = section.take("algorithm", Hmac.SHA256, ValueReaders.choice(Hmac.values(), false));
        HmacHeader.Encoding encoding = section.take(
                "encoding", HmacHeader.Encoding.HEX, ValueReaders.choice(HmacHeader.Encoding.values(), false));
        Optional<String> prefix =
                section.take("prefix", text(PREFIX, "up to 50 printable characters that do not begin with a blank"));
        Map<String, String> payload = section.take("payload", Map.of(), this::payload);
        boolean nothing =
                !given("event_header") && !given("event") && !given("signature_header") && !given("token_header");
        if (given("event_header") == given("event")) {
            place.error(
                    entry,
                    "expected either \"event_header\", the header that names the event, or \"event\""
                            + (nothing ? hint : ""));
        }
        if (given("signature_header") == given("token_header")) {
            place.error(
                    entry,
                    "expected either \"signature_header\" or \"token_header\": without a proof anybody is let in");
        }
        if (token.isPresent()) {
            List.of("algorithm", "encoding").forEach(this::warnBesideToken);
        }
        if (signature.isPresent() == token.isPresent() || eventHeader.isPresent() == event.isPresent()) {
            return Optional.empty();
        }
        CredentialForm proof = signature
                .<CredentialForm>map(
                        named -> new CredentialForm.Code(new HmacHeader(named, prefix.orElse(""), algorithm, encoding)))
                .orElseGet(() -> token(token.orElseThrow(), prefix));
        return Optional.of(new CustomSenderSpec(
                name,
                eventHeader.orElse(null),
                event.map(Event::new).orElse(null),
                proof,
                delivery.orElse(null),
                payload));
    }

    /** One header holds one thing: a proof is no event's name and no delivery's id. */
    private void checkHeaders(Optional<String> event, Optional<String> proof, Optional<String> delivery) {
        if (proof.isPresent()
                && (proof.get().equalsIgnoreCase(event.orElse(""))
                        || proof.get().equalsIgnoreCase(delivery.orElse("")))) {
            place.error(entry, "the header of the signature or token cannot hold the event or the delivery's id too");
        }
    }

    private void warnBesideToken(String key) {
        if (given(key)) {
            place.report()
                    .warning(ObjectReader.join(place.key(), key), section.at(key), "has no effect beside token_header");
        }
    }

    private static CredentialForm.Token token(String header, Optional<String> prefix) {
        String usual = header.equalsIgnoreCase("Authorization") ? "Bearer " : "";
        return new CredentialForm.Token(header, prefix.orElse(usual));
    }

    private boolean given(String key) {
        return !section.at(key).equals(Position.NOWHERE);
    }

    private Optional<Map<String, String>> payload(JsonNode node, KeyContext at) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, at, "an object like {\"repository\": \"project.name\"}");
        }
        Map<String, String> paths = new LinkedHashMap<>();
        ObjectReader facts = new ObjectReader(at.key(), members.values(), at.report());
        ValueReader<String> path = text(PATH, "a path of keys like \"project.name\"");
        FACTS.forEach(fact -> facts.take(fact, path).ifPresent(read -> paths.put(fact, read)));
        facts.finish();
        return Optional.of(paths);
    }

    private static Optional<String> free(String header, JsonNode node, KeyContext at) {
        if (SenderTypes.headers().contains(header.toLowerCase(Locale.ROOT))) {
            at.error(node, "a sender that comes with the server is known by this header: it gets the request first");
            return Optional.empty();
        }
        return Optional.of(header);
    }

    /** A text of this form, with further checks. */
    private interface Text extends ValueReader<String> {
        default ValueReader<String> and(Check check) {
            return (node, at) -> read(node, at).flatMap(text -> check.of(text, node, at));
        }
    }

    private interface Check {
        Optional<String> of(String text, JsonNode node, KeyContext at);
    }

    private static Text text(Pattern form, String expected) {
        return (node, at) -> {
            if (!(node instanceof JsonNode.Text text)) {
                return ValueReaders.wrong(node, at, expected);
            }
            return form.matcher(text.value()).matches()
                    ? Optional.of(text.value())
                    : ValueReaders.refuse(text, at, expected);
        };
    }
}
