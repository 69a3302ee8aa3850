package dev.jenvoy.ticket.happening;

/** Knows the hash that means no commit: zeros alone. */
final class NoCommit {

    private NoCommit() {}

    static boolean is(String sha) {
        return !sha.isEmpty() && sha.chars().allMatch(digit -> digit == '0');
    }
}
