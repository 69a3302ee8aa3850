package dev.jenvoy.process.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Lets one more account read and write a file of the server, by the access list of the file ({@code acl(5)}). */
public final class AccessList {

    private static final String ATTRIBUTE = "system.posix_acl_access";
    private static final int VERSION = 2;
    private static final short OWNER = 0x01;
    private static final short USER = 0x02;
    private static final short GROUP = 0x04;
    private static final short MASK = 0x10;
    private static final short OTHERS = 0x20;
    private static final short READ_AND_WRITE = 6;
    private static final int ENTRIES = 5;
    private static final int BYTES = Integer.BYTES + ENTRIES * 2 * Integer.BYTES;
    private static final int NO_ID = -1;

    private AccessList() {}

    /** Says that a file can have no access list. */
    public static final class Missing extends IOException {
        private static final long serialVersionUID = 1L;

        Missing(String why) {
            super(why);
        }
    }

    /**
     * Gives a file to its owner and to one other account, and to no further one.
     *
     * @param user the number of the account
     * @throws Missing where the file system or this machine has no access lists
     */
    public static void grant(Path file, int user) throws Missing {
        if (LibC.obstacle().isPresent()) {
            throw new Missing("access lists of files cannot be set on this machine: "
                    + LibC.obstacle().get());
        }
        ByteBuffer list =
                ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(VERSION);
        entry(list, OWNER, READ_AND_WRITE, NO_ID);
        entry(list, USER, READ_AND_WRITE, user);
        entry(list, GROUP, (short) 0, NO_ID);
        entry(list, MASK, READ_AND_WRITE, NO_ID);
        entry(list, OTHERS, (short) 0, NO_ID);
        byte[] path = NativeStrings.bytes(file + "\0");
        byte[] attribute = NativeStrings.bytes(ATTRIBUTE + "\0");
        if (LibC.setxattr(path, attribute, list.array(), BYTES, 0) < 0) {
            throw new Missing(
                    "the folder for temporary files has no access lists for files (error " + LibC.errno() + ")");
        }
    }

    private static void entry(ByteBuffer list, short tag, short rights, int id) {
        list.putShort(tag).putShort(rights).putInt(id);
    }
}
