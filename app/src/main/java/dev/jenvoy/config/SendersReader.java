package dev.jenvoy.config;

import dev.jenvoy.address.Cidr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code senders}. */
final class SendersReader {
    private static final Kind<List<Cidr>> RANGES =
            Kinds.list(Kinds.RANGE, "a list of address ranges like [\"10.0.0.0/8\"]");

    private static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]{1,40}:[0-9]{12}:[A-Za-z0-9_-]{1,256}");
    private static final Kind<List<String>> TOPICS = Kinds.list(
            (node, place) -> {
                String expected = "the ARN of a topic, arn:aws:sns:REGION:ACCOUNT:NAME";
                if (!(node instanceof Node.Text text)) {
                    return Kinds.wrong(node, place, expected);
                }
                return TOPIC.matcher(text.value()).matches()
                        ? Optional.of(text.value())
                        : Kinds.refuse(text, place, expected);
            },
            "a list of ARNs like [\"arn:aws:sns:REGION:ACCOUNT:NAME\"]");

    private final SecretReader secrets;

    SendersReader(SecretReader secrets) {
        this.secrets = secrets;
    }

    Optional<Senders> read(Node node, Place place) {
        if (!(node instanceof Node.Members members)) {
            return Kinds.wrong(node, place, "an object: what each sender is let in with, by its name");
        }
        Map<String, SenderConfig> common = new LinkedHashMap<>();
        Section all = new Section(place.key(), members.values(), place.report());
        for (String name : List.of(Senders.GITEA, Senders.GITLAB, Senders.BITBUCKET)) {
            all.take(name, (entry, at) -> entry(entry, at, (section, sender) -> proven(sender, section, entry, at)))
                    .ifPresent(sender -> common.put(name, sender));
        }
        TravisConfig travis = all.take(
                Senders.TRAVIS,
                TravisConfig.NONE,
                (entry, at) -> entry(entry, at, (section, sender) -> {
                    common.put(Senders.TRAVIS, sender);
                    return TravisReader.read(section, sender, at);
                }));
        all.take(
                        Senders.STANDARD,
                        (entry, at) -> entry(entry, at, (section, sender) -> {
                            StandardSecrets.check(sender, section, at);
                            return proven(sender, section, entry, at);
                        }))
                .ifPresent(sender -> common.put(Senders.STANDARD, sender));
        all.take(Senders.TRIGGER, this::trigger).ifPresent(sender -> common.put(Senders.TRIGGER, sender));
        SnsConfig sns = all.take(Senders.SNS, SnsConfig.NONE, (entry, at) -> sns(entry, at, common));
        Map<String, DescribedSender> described = described(members, all, common, place);
        all.finish();
        return Optional.of(new Senders(common, travis, sns, described));
    }

    /** Takes what is left: senders that do not come with the server. */
    private Map<String, DescribedSender> described(
            Node.Members members, Section all, Map<String, SenderConfig> common, Place place) {
        Map<String, DescribedSender> described = new LinkedHashMap<>();
        for (Node.Member member : members.values()) {
            String name = member.name();
            if (name.equals("github")) {
                new Place(Section.join(place.key(), name), place.report())
                        .error(member.value(), "GitHub has keys of its own: enforce_secret, allowed_ips, accept_sha1");
            }
            if (!Senders.COMING_WITH_THE_SERVER.contains(name)) {
                all.take(
                                name,
                                (entry, at) -> entry(entry, at, (section, sender) -> {
                                    common.put(name, proven(sender, section, entry, at));
                                    return DescribedReader.read(section, entry, at, meant(name));
                                }))
                        .flatMap(read -> read)
                        .ifPresent(sender -> described.put(name, sender));
                check(name, described, member.value(), new Place(Section.join(place.key(), name), place.report()));
            }
        }
        return described;
    }

    /** What may have been meant by a name that describes nothing. */
    private static String meant(String name) {
        return Spelling.nearest(name, Senders.COMING_WITH_THE_SERVER)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }

    private static void check(String name, Map<String, DescribedSender> described, Node entry, Place place) {
        if (!DescribedReader.NAME.matcher(name).matches()) {
            place.error(entry, "expected a name of a-z, 0-9, _ and -, that begins with a letter");
        }
        described.forEach((other, sender) -> {
            DescribedSender one = described.get(name);
            if (one != null && !other.equals(name) && sender.sign().equalsIgnoreCase(one.sign())) {
                place.error(entry, "is known by the same header as \"" + other + "\", which gets its requests first");
            }
        });
    }

    /** Takes the keys that a sender has besides. */
    private interface Own<T> {
        T read(Section section, SenderConfig sender);
    }

    /** Warns where nothing of this sender can get in but at endpoints, which have secrets of their own. */
    private static SenderConfig proven(SenderConfig sender, Section section, Node entry, Place place) {
        boolean none = section.at("secret").equals(Position.NOWHERE)
                || (sender.secret().isEmpty() && place.report().isSound(place.key() + ".secret"));
        if (none && !sender.insecure()) {
            place.warning(entry, "without a secret its deliveries are refused, those to registered endpoints excepted");
        }
        return sender;
    }

    private <T> Optional<T> entry(Node node, Place place, Own<T> own) {
        if (!(node instanceof Node.Members members)) {
            return Kinds.wrong(node, place, "an object like {\"secret\": \"env:NAME\"}");
        }
        Section section = new Section(place.key(), members.values(), place.report());
        T read = own.read(section, common(section, place));
        section.finish();
        return Optional.of(read);
    }

    /** Its secrets are the tokens in {@code TRIGGERS}. */
    private Optional<SenderConfig> trigger(Node node, Place place) {
        if (!(node instanceof Node.Members members)) {
            return Kinds.wrong(node, place, "an object like {\"allowed_ips\": [\"192.0.2.0/24\"]}");
        }
        Section section = new Section(place.key(), members.values(), place.report());
        SenderConfig sender = new SenderConfig(Secrets.none(), ranges(section, place), false);
        section.finish();
        return Optional.of(sender);
    }

    /** It proves itself by AWS' signature, which says whose topic it is and nothing of whom to believe. */
    private static Optional<SnsConfig> sns(Node node, Place place, Map<String, SenderConfig> common) {
        if (!(node instanceof Node.Members members)) {
            return Kinds.wrong(node, place, "an object like {\"topics\": [\"arn:aws:sns:REGION:ACCOUNT:NAME\"]}");
        }
        Section section = new Section(place.key(), members.values(), place.report());
        Optional<List<String>> topics = section.take("topics", TOPICS);
        boolean readable = topics.isPresent() || section.at("topics").equals(Position.NOWHERE);
        if (readable && topics.filter(list -> !list.isEmpty()).isEmpty()) {
            place.report()
                    .warning(
                            Section.join(place.key(), "topics"),
                            topics.isPresent() ? section.at("topics") : node.at(),
                            "without a topic no message of Amazon SNS is taken");
        }
        SnsConfig sns = new SnsConfig(topics.orElse(List.of()));
        common.put(Senders.SNS, new SenderConfig(Secrets.none(), ranges(section, place), false));
        section.finish();
        return Optional.of(sns);
    }

    private static Optional<List<Cidr>> ranges(Section section, Place place) {
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
    private SenderConfig common(Section section, Place place) {
        SenderConfig sender = new SenderConfig(
                section.take("secret", Secrets.none(), secrets::readAny),
                ranges(section, place),
                section.take("insecure", false, Kinds.FLAG));
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
