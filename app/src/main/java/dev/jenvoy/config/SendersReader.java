package dev.jenvoy.config;

import dev.jenvoy.address.Cidr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code senders}. */
final class SendersReader {
    private static final Kind<List<Cidr>> RANGES =
            Kinds.list(Kinds.RANGE, "a list of address ranges like [\"10.0.0.0/8\"]");

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
            all.take(name, (entry, at) -> entry(entry, at)).ifPresent(sender -> common.put(name, sender));
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
                            return sender;
                        }))
                .ifPresent(sender -> common.put(Senders.STANDARD, sender));
        all.finish();
        return Optional.of(new Senders(common, travis));
    }

    /** Takes the keys that a sender has besides. */
    private interface Own<T> {
        T read(Section section, SenderConfig sender);
    }

    private Optional<SenderConfig> entry(Node node, Place place) {
        return entry(node, place, (section, sender) -> sender);
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

    /** Takes the keys that every sender has. */
    private SenderConfig common(Section section, Place place) {
        SenderConfig sender = new SenderConfig(
                section.take("secret", Secrets.none(), secrets::readAny),
                section.take("allowed_ips", RANGES),
                section.take("insecure", false, Kinds.FLAG));
        if (sender.allowedIps().filter(List::isEmpty).isPresent()) {
            place.report()
                    .warning(
                            place.key() + ".allowed_ips",
                            section.at("allowed_ips"),
                            "an empty list lets nobody in; leave the key out to let the sender come from anywhere");
        }
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
