package org.addonsdata.snapshot.dump;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A statement's bytes and tokens; for rows, only what stands before the first of them. */
@SuppressWarnings("ArrayRecordComponent")
record RawStatement(Location location, byte[] bytes, List<Token> tokens) {
    /** The same without what ends a statement for those who read it under another delimiter. */
    RawStatement withoutLastSemicolons() {
        var last = tokens.size();
        while (last > 1 && tokens.get(last - 1).isSymbol(';')) {
            last--;
        }
        return last == tokens.size()
                ? this
                : new RawStatement(location, bytes, tokens.subList(0, last));
    }

    boolean isAscii() {
        for (var b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(String... words) {
        return hasWordsAt(0, words);
    }

    boolean hasWordsAt(int index, String... words) {
        if (index + words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(index + i).isWord(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean isSymbolAt(int index, char symbol) {
        return index < tokens.size() && tokens.get(index).isSymbol(symbol);
    }

    boolean isIdentifierAt(int index) {
        return index < tokens.size() && tokens.get(index).isIdentifier();
    }

    /** The index of the first such word from there on, or -1. */
    int find(String word, int from) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).isWord(word)) {
                return i;
            }
        }
        return -1;
    }

    /** The statement's text between two bytes. */
    String text(int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Lexer.refusal(location, "a definition that is not UTF-8");
        }
    }

    String text() {
        return text(0, bytes.length);
    }

    /** The first words, to name a statement in an error. */
    String summary() {
        var text = new StringBuilder();
        for (var token : tokens.subList(0, Math.min(4, tokens.size()))) {
            text.append(text.isEmpty() ? "" : " ").append(Printable.word(token.text()));
        }
        return Printable.word(text.toString());
    }
}
