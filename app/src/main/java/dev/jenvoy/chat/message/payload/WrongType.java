package dev.jenvoy.chat.message.payload;

/** Reports that a value of a payload which a message needs has another type than its sender documents. */
final class WrongType extends Exception {

    private static final long serialVersionUID = 1L;

    private final String path;

    WrongType(String path) {
        super(path, null, false, false);
        this.path = path;
    }

    String path() {
        return path;
    }
}
