package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import java.util.List;

/** Lists every sender that the server knows. */
final class SenderKits {

    /** In the order of precedence: if two senders could claim a request, the earlier one gets it. */
    static final List<SenderKit> ALL = List.of(
            new GiteaKit("X-Gogs-"),
            new GiteaKit("X-Gitea-"),
            new GiteaKit("X-Forgejo-"),
            new GiteaFormKit("X-Gitea-"),
            new GitHubKit(HookRequest.SIGNATURE, "sha256=", "HmacSHA256"),
            new GitHubKit(HookRequest.OLD_SIGNATURE, "sha1=", "HmacSHA1"),
            new GitLabKit(),
            new GitLabSignedKit(),
            new BitbucketKit(),
            new BitbucketServerKit(),
            new TravisKit(true),
            new TravisKit(false),
            new StandardKit(),
            new TriggerKit(),
            CustomSenderKit.SIGNING,
            CustomSenderKit.TELLING);

    private SenderKits() {}
}
