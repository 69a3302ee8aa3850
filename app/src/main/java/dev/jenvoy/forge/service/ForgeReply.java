package dev.jenvoy.forge.service;

import java.time.Instant;

/** How a request to a forge ended. Its texts hold no secret. */
public sealed interface ForgeReply {

    /**
     * It was done.
     *
     * @param id the id of what was written; may be empty
     */
    record Done(String id) implements ForgeReply {}

    /** It was not done, or it is not known. */
    sealed interface Failure extends ForgeReply {

        /** Says why, in words, with what the service said. */
        String said();
    }

    /** The service refuses this one thing. */
    record Refused(String said) implements Failure {}

    /** What it is about is not there, or the credentials do not show it. */
    record Missing(String said) implements Failure {}

    /** The service wants to be left alone until then. */
    record Limited(Instant until, String said) implements Failure {}

    /** The service cannot be reached or fails. It may have done what was asked. */
    record Unreachable(String said) implements Failure {}

    /** The credentials are refused. */
    record CredentialsRefused(String said) implements Failure {}
}
