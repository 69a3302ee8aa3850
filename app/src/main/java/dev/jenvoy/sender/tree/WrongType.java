package dev.jenvoy.sender.tree;

/** Reports that a value of a payload which is needed has another type than its sender documents. */
public final class WrongType extends Exception {

    private static final long serialVersionUID = 1L;

    private final String path;

    WrongType(String path) {
        super(path, null, false, false);
        this.path = path;
    }

    /** Returns the place of the value, with dots between names. */
    public String path() {
        return path;
    }
}
