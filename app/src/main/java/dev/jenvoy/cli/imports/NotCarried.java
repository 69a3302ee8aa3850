package dev.jenvoy.cli.imports;

/** Says why a hook of the file has no equivalent here. */
final class NotCarried extends Exception {
    private static final long serialVersionUID = 1L;

    NotCarried(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
