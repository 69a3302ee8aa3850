package dev.jenvoy.option.json;

/** A place in the file, both 1-based, columns counted in characters. */
public record Position(int line, int column) {
    /** Where there is no place, as in a file that is missing or for a key that is. */
    public static final Position NOWHERE = new Position(0, 0);
}
