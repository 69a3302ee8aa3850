package dev.jenvoy.forge.service;

/**
 * One status of a commit.
 *
 * @param sha the whole hash of the commit
 * @param context tells it from other statuses of the commit
 * @param description one short line
 * @param link an address for people; may be empty
 */
public record CommitStatus(Repo repo, String sha, String context, CommitState state, String description, String link) {

    public CommitStatus {
        if (!sha.matches("[0-9a-fA-F]{7,64}")) {
            throw new IllegalArgumentException("not a commit");
        }
    }
}
