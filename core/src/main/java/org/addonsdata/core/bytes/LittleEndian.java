package org.addonsdata.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in an array of bytes, at any place, the lowest byte first. */
public final class LittleEndian {
    public static final VarHandle LONG = view(long[].class);
    public static final VarHandle INT = view(int[].class);
    public static final VarHandle SHORT = view(short[].class);

    private LittleEndian() {}

    private static VarHandle view(Class<?> numbers) {
        return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.LITTLE_ENDIAN);
    }
}
