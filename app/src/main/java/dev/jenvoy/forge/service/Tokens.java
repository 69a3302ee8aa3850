package dev.jenvoy.forge.service;

import java.util.List;

/** Has the token for a request. Thread-safe. */
public interface Tokens {

    /** A token, or why there is not one now. */
    sealed interface Grant {

        /** A token. Its text form does not show it. */
        record Token(String token) implements Grant {
            @Override
            public String toString() {
                return "Token[hidden]";
            }
        }

        /** There is no token now. */
        record Failed(ForgeReply.Failure failure) implements Grant {}
    }

    /** Returns the token for requests about a repository. May block for the network. */
    Grant grant(Repo repo) throws InterruptedException;

    /** Takes that the service refused a token. */
    void refused(String token);

    /** Returns what must not be shown, as far as it is known. */
    List<String> secrets();

    /** Returns a token that does not change. */
    static Tokens fixed(String token) {
        return new Tokens() {
            @Override
            public Grant grant(Repo repo) {
                return new Grant.Token(token);
            }

            @Override
            public void refused(String refused) {
                // There is no other one.
            }

            @Override
            public List<String> secrets() {
                return List.of(token);
            }
        };
    }
}
