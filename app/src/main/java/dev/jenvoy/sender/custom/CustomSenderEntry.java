package dev.jenvoy.sender.custom;

import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.type.EntryValues;
import dev.jenvoy.sender.type.SenderEntry;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Declares an entry of {@code senders} that describes a sender which does not come with the server.
 *
 * @param reserved the headers, in lower case, that make a request another sender's
 * @param hint what to say when nothing of it is there, a name that may have been meant
 */
public record CustomSenderEntry(Set<String> reserved, String hint) implements SenderEntry {

    private static final List<String> FACTS =
            List.of("repository", "owner", "branch", "ref", "tag", "sha", "sender", "action", "title");

    /** The host of a forge, as a key in {@code forges.hosts}. */
    public static final Pattern FORGE_HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::[0-9]{1,5})?");

    public static final String FORGE_WORDS = "a host of \"forges\", such as \"github.com\"";

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern EVENT_NAME = Pattern.compile("(?!all$)[a-z0-9_]{1,100}");
    private static final Pattern PRINTABLE = Pattern.compile("(?! )[ -~]{0,50}");
    private static final ValueReader<String> PATH = ValueReaders.text(
            Pattern.compile("(?!\\d+(?:\\.|$))[^.*]+(?:\\.(?!\\d+(?:\\.|$))[^.*]+)*"),
            "a path of keys like \"project.name\"");

    static final Option<String> EVENT_HEADER = header("event_header", "The header that names the event.");
    static final Option<String> EVENT = text(
            "event",
            "event",
            EVENT_NAME,
            "an event's name of a-z, 0-9 and _, and not all",
            "The only event that the sender sends.");
    static final Option<String> SIGNATURE_HEADER =
            header("signature_header", "The header with an HMAC of the raw body.");
    static final Option<String> TOKEN_HEADER = header("token_header", "The header with the secret itself.");
    static final Option<Hmac> ALGORITHM =
            Options.choice("algorithm", Hmac.values(), Hmac.SHA256).live("The hash algorithm of the HMAC.");
    static final Option<HmacHeader.Encoding> ENCODING =
            Options.choice("encoding", HmacHeader.Encoding.values()).live("The encoding of the HMAC.");
    static final Option<String> PREFIX = text(
            "prefix",
            "text",
            PRINTABLE,
            "up to 50 printable characters that do not begin with a blank",
            "The text before the HMAC or the token.");
    static final Option<String> DELIVERY_HEADER = header("delivery_header", "The header with the delivery's id.");
    static final Option<String> FORGE =
            text("forge", "host", FORGE_HOST, FORGE_WORDS, "The host of its repositories, for reports.");
    static final Option<Map<String, String>> PAYLOAD = Options.of(
                    "payload",
                    ValueType.of("object of paths", CustomSenderEntry::payload, paths -> paths),
                    Map.<String, String>of())
            .live("Where to find");

    private static final List<Option<String>> HEADERS =
            List.of(EVENT_HEADER, SIGNATURE_HEADER, TOKEN_HEADER, DELIVERY_HEADER);

    @Override
    public List<Option<?>> keys() {
        return List.of(
                SenderOptions.SECRET,
                SenderOptions.ALLOWED_IPS,
                SenderOptions.INSECURE,
                EVENT_HEADER,
                EVENT,
                SIGNATURE_HEADER,
                TOKEN_HEADER,
                ALGORITHM,
                ENCODING,
                PREFIX,
                DELIVERY_HEADER,
                FORGE,
                PAYLOAD);
    }

    /** Fills in the form of a signature or token, as it is read. */
    @Override
    public OptionValues judge(EntryValues entry) {
        entry.warnWithoutSecret();
        for (Option<String> header : HEADERS) {
            if (entry.find(header)
                    .filter(name -> reserved.contains(name.toLowerCase(Locale.ROOT)))
                    .isPresent()) {
                entry.error(
                        header,
                        "a sender that comes with the server is known by this header: it gets the request first");
            }
        }
        checkUses(entry);
        boolean nothing = List.of(EVENT_HEADER, EVENT, SIGNATURE_HEADER, TOKEN_HEADER).stream()
                .noneMatch(entry::names);
        if (entry.names(EVENT_HEADER) == entry.names(EVENT)) {
            entry.error("expected either \"event_header\", the header that names the event, or \"event\""
                    + (nothing ? hint : ""));
        }
        if (entry.names(SIGNATURE_HEADER) == entry.names(TOKEN_HEADER)) {
            entry.error("expected either \"signature_header\" or \"token_header\": without a proof anybody is let in");
        }
        if (entry.find(TOKEN_HEADER).isPresent()) {
            List.of(ALGORITHM, ENCODING).stream()
                    .filter(entry::names)
                    .forEach(key -> entry.warn(key, "has no effect beside token_header"));
        }
        return CustomSenderSpec.of("", entry.values())
                .map(spec -> completed(entry.values(), spec.proof()))
                .orElse(entry.values());
    }

    private static OptionValues completed(OptionValues values, CredentialForm proof) {
        OptionValues more = proof.prefix().isEmpty() ? values : values.with(PREFIX, proof.prefix());
        return proof instanceof CredentialForm.Code signature
                ? more.with(ALGORITHM, signature.code().hmac())
                        .with(ENCODING, signature.code().encoding())
                : more;
    }

    /** One header holds one thing: a proof is no event's name and no delivery's id. */
    private static void checkUses(EntryValues entry) {
        Optional<String> proof = entry.find(SIGNATURE_HEADER).or(() -> entry.find(TOKEN_HEADER));
        if (proof.isPresent()
                && List.of(EVENT_HEADER, DELIVERY_HEADER).stream()
                        .flatMap(key -> entry.find(key).stream())
                        .anyMatch(proof.get()::equalsIgnoreCase)) {
            entry.error("the header of the signature or token cannot hold the event or the delivery's id too");
        }
    }

    private static Optional<Map<String, String>> payload(JsonNode node, KeyContext at) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, at, "an object like {\"repository\": \"project.name\"}");
        }
        Map<String, String> paths = new LinkedHashMap<>();
        ObjectReader facts = new ObjectReader(at.key(), members.values(), at.report());
        FACTS.forEach(fact -> facts.take(fact, PATH).ifPresent(read -> paths.put(fact, read)));
        facts.finish();
        return Optional.of(paths);
    }

    private static Option<String> header(String key, String help) {
        return text(key, "header", HEADER_NAME, "a header's name", help);
    }

    private static Option<String> text(String key, String words, Pattern form, String expected, String help) {
        ValueType<String> type = ValueType.of(words, ValueReaders.text(form, expected), text -> text);
        return Options.of(key, type, "").live(help);
    }
}
