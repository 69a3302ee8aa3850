package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.MessageBuilder;

/** Reads references and commits. */
final class Refs {

    /** How the branches of GitHub's merge queue begin. */
    static final String MERGE_QUEUE = "gh-readonly-queue/";

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private Refs() {}

    /** Sets the branch or the tag of a whole reference; the name is all behind {@code refs/heads/} or {@code refs/tags/}. */
    static void put(String ref, MessageBuilder message) {
        if (ref.startsWith(TAGS)) {
            message.branch("").tag(ref.substring(TAGS.length())).kind("tag");
        } else if (!ref.isEmpty()) {
            putBranch(branch(ref), message);
        }
    }

    static void putBranch(String branch, MessageBuilder message) {
        message.tag("").branch(branch).kind("branch").mergeQueue(branch.startsWith(MERGE_QUEUE));
    }

    static void putTag(String tag, MessageBuilder message) {
        message.branch("").tag(tag).kind("tag");
    }

    /** Returns a branch's name without {@code refs/heads/}. */
    static String branch(String ref) {
        return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
    }

    /** Returns whether this is the hash of no commit: zeros alone. */
    static boolean isZero(String sha) {
        return !sha.isEmpty() && sha.chars().allMatch(digit -> digit == '0');
    }
}
