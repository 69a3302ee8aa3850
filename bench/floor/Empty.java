/** The floor of every start: a JVM that does nothing. */
final class Empty {
    public static void main(String[] args) {}
}
