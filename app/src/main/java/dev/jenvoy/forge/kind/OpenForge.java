package dev.jenvoy.forge.kind;

import dev.jenvoy.forge.bitbucket.BitbucketForge;
import dev.jenvoy.forge.bitbucket.BitbucketServerForge;
import dev.jenvoy.forge.bitbucket.BitbucketSignature;
import dev.jenvoy.forge.gitea.GiteaForge;
import dev.jenvoy.forge.github.AppTokens;
import dev.jenvoy.forge.github.GitHubForge;
import dev.jenvoy.forge.gitlab.GitLabForge;
import dev.jenvoy.forge.options.ForgeCredentials;
import dev.jenvoy.forge.options.ForgeOptions;
import dev.jenvoy.forge.service.Forge;
import dev.jenvoy.forge.service.ForgeCaller;
import dev.jenvoy.forge.service.ForgeListener;
import dev.jenvoy.forge.service.Tokens;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A forge with what sends its requests.
 *
 * @param app the tokens of its App, if it has one in the place of a token
 */
public record OpenForge(ForgeOptions options, Forge forge, ForgeCaller caller, Optional<AppTokens> app)
        implements AutoCloseable {

    /** Opens a forge. Connects to nothing. */
    static OpenForge of(ForgeOptions options, InstantSource clock, ForgeListener listener) {
        Optional<AppTokens> app = options.credentials() instanceof ForgeCredentials.App known
                ? Optional.of(new AppTokens(options.name(), options.api(), known, clock, listener))
                : Optional.empty();
        Tokens tokens = app.<Tokens>map(found -> found)
                .orElseGet(() -> Tokens.fixed(options.credentials().secret()));
        ForgeCaller caller = new ForgeCaller(options.name(), tokens, signer(options), clock, listener);
        return new OpenForge(options, forge(options, caller), caller, app);
    }

    private static ForgeCaller.Signer signer(ForgeOptions options) {
        return switch (options.kind()) {
            case GITHUB -> GitHubForge::signed;
            case GITLAB -> GitLabForge::signed;
            case GITEA -> GiteaForge::signed;
            case BITBUCKET, BITBUCKET_SERVER -> new BitbucketSignature(options.user());
        };
    }

    private static Forge forge(ForgeOptions options, ForgeCaller caller) {
        return switch (options.kind()) {
            case GITHUB -> new GitHubForge(options.api(), caller);
            case GITLAB -> new GitLabForge(options.api(), caller);
            case GITEA -> new GiteaForge(options.api(), caller);
            case BITBUCKET -> new BitbucketForge(options.api(), caller);
            case BITBUCKET_SERVER -> new BitbucketServerForge(options.api(), caller);
        };
    }

    @Override
    public void close() {
        forge.close();
        app.ifPresent(AppTokens::close);
    }
}
