package org.addonsdata.services.mariadb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies an executable without what the loader never maps. Nine tenths of MariaDB's server are
 * debug information behind the last loadable segment; a 64-bit ELF file (see elf(5)) may end there
 * once its header names no sections any more.
 */
final class ElfImage {
    private static final int HEADER_LENGTH = 64;
    private static final int MAGIC = 0x7f454c46;
    private static final byte CLASS_64 = 2;
    private static final byte LITTLE_ENDIAN = 1;
    private static final int TYPE_LOAD = 1;
    private static final int PREFIX_LENGTH = 64 * 1024;

    private ElfImage() {}

    /** Copies the loadable part of an ELF file, or all of any other file. */
    static void copy(InputStream from, OutputStream to) throws IOException {
        var prefix = from.readNBytes(PREFIX_LENGTH);
        var length = loadableLength(prefix);
        if (length <= prefix.length) {
            to.write(prefix);
            from.transferTo(to);
            return;
        }
        forgetSections(prefix);
        to.write(prefix);
        copyExactly(from, to, length - prefix.length);
    }

    /**
     * The end of the last loadable segment; 0 where the prefix is no ELF header that is understood
     * here.
     */
    static long loadableLength(byte[] prefix) {
        if (prefix.length < HEADER_LENGTH
                || ByteBuffer.wrap(prefix).getInt() != MAGIC
                || prefix[4] != CLASS_64
                || prefix[5] != LITTLE_ENDIAN) {
            return 0;
        }
        var buffer = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);
        var offset = buffer.getLong(32);
        var entryLength = Short.toUnsignedInt(buffer.getShort(54));
        var entries = Short.toUnsignedInt(buffer.getShort(56));
        if (offset < HEADER_LENGTH || offset + (long) entries * entryLength > prefix.length) {
            return 0;
        }
        var end = 0L;
        for (var entry = 0; entry < entries; entry++) {
            var at = (int) offset + entry * entryLength;
            if (buffer.getInt(at) == TYPE_LOAD) {
                end = Math.max(end, buffer.getLong(at + 8) + buffer.getLong(at + 32));
            }
        }
        return end;
    }

    private static void forgetSections(byte[] prefix) {
        ByteBuffer.wrap(prefix)
                .putLong(40, 0)
                .putShort(58, (short) 0)
                .putShort(60, (short) 0)
                .putShort(62, (short) 0);
    }

    private static void copyExactly(InputStream from, OutputStream to, long length)
            throws IOException {
        var buffer = new byte[PREFIX_LENGTH];
        var left = length;
        while (left > 0) {
            var read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the executable ends early");
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }
}
