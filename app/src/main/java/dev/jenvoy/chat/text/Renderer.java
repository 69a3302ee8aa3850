package dev.jenvoy.chat.text;

/** Writes messages in the markup of one service, so that the service shows every text as it is. Thread-safe. */
public interface Renderer {

    /** Says how a message is laid out. */
    enum Layout {
        /** The repository and the main word of the sentence are links. */
        RICH,
        /** The repository comes in brackets before the sentence, and the address after it. */
        PLAIN
    }

    Layout layout();

    /** Returns the message in the service's markup. */
    String render(RichText text);

    /** Returns the size of a rendered message as the service counts it: characters, UTF-16 units or bytes. */
    int size(String rendered);

    /** Returns the largest size that the service accepts. */
    int maxSize();

    /** Returns how many commits are listed. */
    default int maxCommits() {
        return 5;
    }
}
