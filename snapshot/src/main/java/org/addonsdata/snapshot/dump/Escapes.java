package org.addonsdata.snapshot.dump;

/** What the byte behind a backslash stands for in a string (MySQL manual, "String Literals"). */
final class Escapes {
    private Escapes() {}

    static int decode(int escaped) {
        return switch (escaped) {
            case '0' -> 0;
            case 'b' -> '\b';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'Z' -> 26;
            default -> escaped;
        };
    }
}
