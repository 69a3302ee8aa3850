package dev.jenvoy.config.sender;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Spelling;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.type.SecretKind;
import dev.jenvoy.sender.type.SenderType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code senders}. */
final class SendersReader {
    private static final ValueReader<List<Cidr>> RANGES =
            ValueReaders.list(ValueReaders.RANGE, "a list of address ranges like [\"10.0.0.0/8\"]");

    private static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]{1,40}:[0-9]{12}:[A-Za-z0-9_-]{1,256}");
    private static final ValueReader<List<String>> TOPICS = ValueReaders.list(
            (node, place) -> {
                String expected = "the ARN of a topic, arn:aws:sns:REGION:ACCOUNT:NAME";
                if (!(node instanceof JsonNode.Text text)) {
                    return ValueReaders.wrong(node, place, expected);
                }
                return TOPIC.matcher(text.value()).matches()
                        ? Optional.of(text.value())
                        : ValueReaders.refuse(text, place, expected);
            },
            "a list of ARNs like [\"arn:aws:sns:REGION:ACCOUNT:NAME\"]");

    private final SecretReader secrets;

    SendersReader(SecretReader secrets) {
        this.secrets = secrets;
    }

    Optional<SendersConfig> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: what each sender is let in with, by its name");
        }
        Map<String, SenderConfig> common = new LinkedHashMap<>();
        ObjectReader all = new ObjectReader(place.key(), members.values(), place.report());
        TravisConfig travis = TravisConfig.NONE;
        SnsConfig sns = SnsConfig.NONE;
        for (SenderType type : SenderTypes.ALL) {
            switch (type.identity().name()) {
                case SendersConfig.GITHUB -> github(members, place);
                case SendersConfig.TRAVIS -> travis = travis(all, common);
                case SendersConfig.SNS ->
                    sns = all.take(SendersConfig.SNS, SnsConfig.NONE, (entry, at) -> sns(entry, at, common));
                case SendersConfig.TRIGGER ->
                    all.take(SendersConfig.TRIGGER, this::trigger)
                            .ifPresent(sender -> common.put(SendersConfig.TRIGGER, sender));
                default -> ordinary(type, all, common);
            }
        }
        Map<String, CustomSenderSpec> described = described(members, all, common, place);
        all.finish();
        return Optional.of(new SendersConfig(common, travis, sns, described));
    }

    /** Takes the entry of a sender that has no keys of its own. */
    private void ordinary(SenderType type, ObjectReader all, Map<String, SenderConfig> common) {
        String name = type.identity().name();
        all.take(
                        name,
                        (entry, at) -> entry(entry, at, (section, sender) -> {
                            if (type.secretKind() == SecretKind.STANDARD) {
                                StandardSecrets.check(sender, section, at);
                            }
                            return proven(sender, section, entry, at);
                        }))
                .ifPresent(sender -> common.put(name, sender));
    }

    private TravisConfig travis(ObjectReader all, Map<String, SenderConfig> common) {
        return all.take(
                SendersConfig.TRAVIS,
                TravisConfig.NONE,
                (entry, at) -> entry(entry, at, (section, sender) -> {
                    common.put(SendersConfig.TRAVIS, sender);
                    return TravisReader.read(section, sender, at);
                }));
    }

    /** Reports an entry of GitHub. */
    private static void github(JsonNode.Members members, KeyContext place) {
        for (JsonNode.Member member : members.values()) {
            if (member.name().equals(SendersConfig.GITHUB)) {
                new KeyContext(ObjectReader.join(place.key(), member.name()), place.report())
                        .error(member.value(), "GitHub has keys of its own: enforce_secret, allowed_ips, accept_sha1");
            }
        }
    }

    /** Takes what is left: senders that do not come with the server. */
    private Map<String, CustomSenderSpec> described(
            JsonNode.Members members, ObjectReader all, Map<String, SenderConfig> common, KeyContext place) {
        Map<String, CustomSenderSpec> described = new LinkedHashMap<>();
        Set<String> reserved = SenderTypes.names();
        for (JsonNode.Member member : members.values()) {
            String name = member.name();
            if (!reserved.contains(name)) {
                all.take(
                                name,
                                (entry, at) -> entry(entry, at, (section, sender) -> {
                                    common.put(name, proven(sender, section, entry, at));
                                    return CustomSenderReader.read(name, section, entry, at, meant(name));
                                }))
                        .flatMap(read -> read)
                        .ifPresent(sender -> described.put(name, sender));
                check(
                        name,
                        described,
                        member.value(),
                        new KeyContext(ObjectReader.join(place.key(), name), place.report()));
            }
        }
        return described;
    }

    /** What may have been meant by a name that describes nothing. */
    private static String meant(String name) {
        return Spelling.nearest(name, SenderTypes.names())
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }

    private static void check(String name, Map<String, CustomSenderSpec> described, JsonNode entry, KeyContext place) {
        if (!CustomSenderReader.NAME.matcher(name).matches()) {
            place.error(entry, "expected a name of a-z, 0-9, _ and -, that begins with a letter");
        }
        described.forEach((other, sender) -> {
            CustomSenderSpec one = described.get(name);
            if (one != null && !other.equals(name) && sender.sign().equalsIgnoreCase(one.sign())) {
                place.error(entry, "is known by the same header as \"" + other + "\", which gets its requests first");
            }
        });
    }

    /** Takes the keys that a sender has besides. */
    private interface Own<T> {
        T read(ObjectReader section, SenderConfig sender);
    }

    /** Warns where nothing of this sender can get in but at endpoints, which have secrets of their own. */
    private static SenderConfig proven(SenderConfig sender, ObjectReader section, JsonNode entry, KeyContext place) {
        boolean none = section.at("secret").equals(Position.NOWHERE)
                || (sender.secret().isEmpty() && place.report().isSound(place.key() + ".secret"));
        if (none && !sender.insecure()) {
            place.warning(entry, "without a secret its deliveries are refused, those to registered endpoints excepted");
        }
        return sender;
    }

    private <T> Optional<T> entry(JsonNode node, KeyContext place, Own<T> own) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like {\"secret\": \"env:NAME\"}");
        }
        ObjectReader section = new ObjectReader(place.key(), members.values(), place.report());
        T read = own.read(section, common(section, place));
        section.finish();
        return Optional.of(read);
    }

    /** Its secrets are the tokens in {@code TRIGGERS}. */
    private Optional<SenderConfig> trigger(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like {\"allowed_ips\": [\"192.0.2.0/24\"]}");
        }
        ObjectReader section = new ObjectReader(place.key(), members.values(), place.report());
        SenderConfig sender = new SenderConfig(Secrets.none(), ranges(section, place), false);
        section.finish();
        return Optional.of(sender);
    }

    /** Reads the options of Amazon SNS. AWS signs every topic, so the signature does not say which topics to accept. */
    private static Optional<SnsConfig> sns(JsonNode node, KeyContext place, Map<String, SenderConfig> common) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(
                    node, place, "an object like {\"topics\": [\"arn:aws:sns:REGION:ACCOUNT:NAME\"]}");
        }
        ObjectReader section = new ObjectReader(place.key(), members.values(), place.report());
        Optional<List<String>> topics = section.take("topics", TOPICS);
        boolean readable = topics.isPresent() || section.at("topics").equals(Position.NOWHERE);
        if (readable && topics.filter(list -> !list.isEmpty()).isEmpty()) {
            place.report()
                    .warning(
                            ObjectReader.join(place.key(), "topics"),
                            topics.isPresent() ? section.at("topics") : node.at(),
                            "without a topic no message of Amazon SNS is taken");
        }
        SnsConfig sns = new SnsConfig(topics.orElse(List.of()));
        common.put(SendersConfig.SNS, new SenderConfig(Secrets.none(), ranges(section, place), false));
        section.finish();
        return Optional.of(sns);
    }

    private static Optional<List<Cidr>> ranges(ObjectReader section, KeyContext place) {
        Optional<List<Cidr>> ranges = section.take("allowed_ips", RANGES);
        if (ranges.filter(List::isEmpty).isPresent()) {
            place.report()
                    .warning(
                            place.key() + ".allowed_ips",
                            section.at("allowed_ips"),
                            "an empty list lets nobody in; leave the key out to let the sender come from anywhere");
        }
        return ranges;
    }

    /** Takes the keys that every sender has. */
    private SenderConfig common(ObjectReader section, KeyContext place) {
        SenderConfig sender = new SenderConfig(
                section.take("secret", Secrets.none(), secrets::readAny),
                ranges(section, place),
                section.take("insecure", false, ValueReaders.FLAG));
        if (sender.insecure()) {
            place.report()
                    .warning(
                            place.key() + ".insecure",
                            section.at("insecure"),
                            sender.secret().isEmpty()
                                    ? "deliveries of this sender are taken without any proof: anybody can send them"
                                    : "has no effect beside a secret");
        }
        return sender;
    }
}
