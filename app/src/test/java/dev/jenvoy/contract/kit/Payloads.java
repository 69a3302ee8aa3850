package dev.jenvoy.contract.kit;

/** Small payloads in GitHub's form. */
public final class Payloads {

    public static final String PUSH = push("refs/heads/main");

    private Payloads() {}

    public static String push(String ref) {
        return of("\"ref\":\"" + ref + "\",\"after\":\"6113728f27ae82c7b1a177c8d03f9e96e0adf246\",\"deleted\":false");
    }

    /** Returns a payload with these members, repository acme/site and sender ann. */
    public static String of(String members) {
        return "{" + members + (members.isEmpty() ? "" : ",")
                + "\"repository\":{\"name\":\"site\",\"full_name\":\"acme/site\",\"owner\":{\"login\":\"acme\"}},"
                + "\"sender\":{\"login\":\"ann\"}}";
    }
}
