package dev.jenvoy.config;

/** A place in the file, both 1-based, columns counted in characters. */
record Position(int line, int column) {
    /** Where there is no place, as in a file that is missing or for a key that is. */
    static final Position NOWHERE = new Position(0, 0);
}
