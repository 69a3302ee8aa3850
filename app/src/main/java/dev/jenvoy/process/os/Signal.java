package dev.jenvoy.process.os;

/** The signals that the server sends. CONT has another number on some processors, which do not use the native way. */
public enum Signal {
    TERM(15),
    KILL(9),
    CONT(18);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
