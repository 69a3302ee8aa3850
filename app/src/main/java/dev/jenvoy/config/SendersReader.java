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
        for (String name : List.of(Senders.GITEA, Senders.GITLAB, Senders.STANDARD)) {
            all.take(name, (entry, at) -> entry(entry, at)).ifPresent(sender -> common.put(name, sender));
        }
        all.take(Senders.TRIGGER, this::trigger).ifPresent(sender -> common.put(Senders.TRIGGER, sender));
        SnsConfig sns = all.take(Senders.SNS, SnsConfig.NONE, (entry, at) -> sns(entry, at, common));
        all.finish();
        return Optional.of(new Senders(common, sns));
    }

    private Optional<SenderConfig> entry(Node node, Place place) {
        if (!(node instanceof Node.Members members)) {
            return Kinds.wrong(node, place, "an object like {\"secret\": \"env:NAME\"}");
        }
        Section section = new Section(place.key(), members.values(), place.report());
        SenderConfig sender = common(section, place);
        section.finish();
        return Optional.of(sender);
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
        SnsConfig sns = new SnsConfig(section.take("topics", List.of(), TOPICS));
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
