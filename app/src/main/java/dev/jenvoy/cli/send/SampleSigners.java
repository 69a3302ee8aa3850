package dev.jenvoy.cli.send;

import dev.jenvoy.config.Config;
import dev.jenvoy.sender.custom.CustomSenderType;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.trigger.TriggerKey;
import dev.jenvoy.sender.trigger.TriggerOptions;
import dev.jenvoy.sender.trigger.TriggerSigner;
import dev.jenvoy.sender.type.SenderType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the signer that {@code --as} names. */
final class SampleSigners {

    private SampleSigners() {}

    /** Finds a sender that comes with the server. */
    static Optional<SampleSigner> known(String name) {
        return all().filter(signer -> signer.name().equals(name)).findFirst();
    }

    /** Finds a sender that the configuration describes. */
    static Optional<SampleSigner> described(String name, Config config) {
        return config.senders().described().stream()
                .filter(spec -> spec.name().equals(name))
                .flatMap(spec -> new CustomSenderType(spec).signers().stream())
                .findFirst();
    }

    /** Says why only the sender of this name can sign; empty for every other name. */
    static Optional<String> unsignable(String name) {
        return SenderTypes.named(name).flatMap(SenderType::unsignable);
    }

    /** Returns the names of the senders that come with the server, the default first. */
    static List<String> names() {
        return SenderTypes.defaultFirst(all().map(SampleSigner::name));
    }

    /** Returns the secrets that the configuration has for this sender. */
    static List<String> secrets(SampleSigner signer, Config config) {
        if (signer instanceof TriggerSigner trigger) {
            return trigger.tokens();
        }
        String prefix = "senders.";
        String key = signer.secretKey();
        return key.startsWith(prefix)
                ? config.senders().of(key.substring(prefix.length())).secrets()
                : config.get(GitHubOptions.GROUP).secrets();
    }

    /**
     * Gives a signer what it needs of the configuration. A trigger is signed for the first entry of {@code TRIGGERS} that fits
     * the options; if no entry fits, only {@code --secret} has a token.
     */
    static SampleSigner configured(SampleSigner signer, Config config, SampleOptions options) {
        return signer instanceof TriggerSigner trigger ? trigger(trigger, config, options) : signer;
    }

    private static SampleSigner trigger(TriggerSigner signer, Config config, SampleOptions options) {
        @Nullable String repository = options.repositoryName();
        @Nullable String branch = options.branch();
        Optional<TriggerKey> entry = config.get(TriggerOptions.GROUP).keys().stream()
                .filter(one ->
                        repository == null || repository.equals(one.repository().name()))
                .filter(one -> branch == null || branch.equals(one.branch().name()))
                .findFirst();
        return entry.map(one -> new TriggerSigner(
                        one.repository().name(),
                        one.branch().name(),
                        one.token().texts(),
                        one.iterations()))
                .orElseGet(() -> signer.about(repository, branch));
    }

    private static Stream<SampleSigner> all() {
        return SenderTypes.ALL.stream().flatMap(type -> type.signers().stream());
    }
}
