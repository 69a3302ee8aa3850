package dev.jenvoy.process.os;

/** The signals that we send; CONT has another number on some processors, none of which takes the native way. */
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
