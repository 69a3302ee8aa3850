package dev.jenvoy.web;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.ValueReaders;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Options of the Unix socket of the public listener.
 *
 * @param path its place; empty for no socket
 * @param mode the permissions of its file, in octal
 * @param isProxy whether only a trusted proxy connects to it
 */
public record SocketOptions(Optional<Path> path, String mode, boolean isProxy) {

    private static final ValueType<String> MODE = ValueType.of(
            "permissions",
            ValueReaders.text(mode -> mode.matches("0?[0-7]{3}"), "permissions in octal, like \"0660\""),
            mode -> mode);

    public static final OptionGroup<SocketOptions> GROUP = OptionGroup.of(
            Options.optionalPath("http_socket")
                    .restart("A Unix socket on which the public listener serves too, without TLS."),
            Options.of("http_socket_mode", MODE, "0660")
                    .restart("Its permissions, in octal: who may write to it may connect."),
            Options.flag("http_socket_proxy", false)
                    .restart("Whether only your proxy connects to it, so that its `X-Forwarded-For` is trusted."),
            SocketOptions::new);

    /** Returns the permissions of its file. */
    public Set<PosixFilePermission> permissions() {
        int bits = Integer.parseInt(mode, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        // Their order is that of the bits, from the owner's read to the others' execute.
        int bit = 0400;
        for (PosixFilePermission one : PosixFilePermission.values()) {
            if ((bits & bit) != 0) {
                permissions.add(one);
            }
            bit >>= 1;
        }
        return permissions;
    }
}
