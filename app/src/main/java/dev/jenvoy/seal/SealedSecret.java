package dev.jenvoy.seal;

/** A stored secret that a {@link SecretBox} sealed. */
@FunctionalInterface
public interface SealedSecret {

    /** Returns whether the box has the key that it was sealed with. */
    boolean isOpenedBy(SecretBox box);
}
