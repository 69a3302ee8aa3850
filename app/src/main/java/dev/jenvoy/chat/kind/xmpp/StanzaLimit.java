package dev.jenvoy.chat.kind.xmpp;

import java.io.IOException;
import java.io.Reader;

/** Limits what is read until a stanza ends, and says why there is no more. Used by the reading thread. */
final class StanzaLimit extends Reader {

    /** Servers limit a stanza themselves: prosody to 256 KB from clients, and 512 KB from other servers. */
    private static final int MAX_CHARS = 512 << 10;

    private static final int MAX_ELEMENTS = 10_000;
    private static final int MAX_DEPTH = 100;

    /** The depth of a stanza: the stream is an element around all. */
    private static final int STANZA_DEPTH = 2;

    private final Reader reader;
    private int chars;
    private int elements;
    private String end = "";

    StanzaLimit(Reader reader) {
        this.reader = reader;
    }

    /** Notes an element that begins. */
    void begins(int depth) throws IOException {
        if (depth <= STANZA_DEPTH) {
            renew();
        } else if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            end = "the server sent a stanza of more than " + MAX_ELEMENTS + " elements, or nested deeper than "
                    + MAX_DEPTH;
        }
        check();
    }

    /** Notes an element that ends. */
    void ends(int depth) {
        if (depth <= STANZA_DEPTH) {
            renew();
        }
    }

    private void renew() {
        chars = 0;
        elements = 0;
    }

    void check() throws IOException {
        if (!end.isEmpty()) {
            throw new IOException(end);
        }
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        check();
        int read = reader.read(buffer, from, length);
        chars += Math.max(0, read);
        if (chars > MAX_CHARS) {
            end = "the server sent a stanza of more than " + MAX_CHARS / 1024 + " KB";
        }
        check();
        return read;
    }

    @Override
    public boolean ready() throws IOException {
        return reader.ready();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
