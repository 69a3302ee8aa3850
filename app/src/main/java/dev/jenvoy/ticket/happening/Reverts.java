package dev.jenvoy.ticket.happening;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says whether a merged pull request undoes another one. A revert of a revert does not: it brings back what was undone. So is a
 * title that begins with {@code Reapply "}, which is git's word for a revert of a revert.
 */
final class Reverts {

    private static final String REVERT = "Revert \"";
    private static final String REAPPLY = "Reapply \"";

    /** GitHub names the branch after the pull request that is undone. */
    private static final Pattern BRANCH_PART = Pattern.compile("\\Grevert-[0-9]+-");

    private Reverts() {}

    /** Returns whether the title says so; the branch counts if the title is another one. */
    static boolean isRevert(String title, String branch) {
        String text = title.strip();
        int reverts = 0;
        int at = 0;
        boolean goesOn = true;
        while (goesOn) {
            if (text.startsWith(REVERT, at)) {
                reverts++;
                at += REVERT.length();
            } else if (text.startsWith(REAPPLY, at)) {
                at += REAPPLY.length();
            } else {
                goesOn = false;
            }
        }
        return (at > 0 ? reverts : reverts(branch)) % 2 == 1;
    }

    private static int reverts(String branch) {
        Matcher part = BRANCH_PART.matcher(branch);
        int reverts = 0;
        while (part.find()) {
            reverts++;
        }
        return reverts;
    }
}
