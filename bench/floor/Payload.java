import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The floor of taking a large payload: read it, compute its HMAC, write it once and sync that, copy it once. Usage:
 * Payload FILE FOLDER TIMES; prints the milliseconds of each time. The first ones warm the JVM up.
 */
final class Payload {

    public static void main(String[] args) throws Exception {
        Path source = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            Path kept = folder.resolve("kept");
            Path copy = folder.resolve("copy");
            Files.deleteIfExists(kept);
            Files.deleteIfExists(copy);
            long began = System.nanoTime();
            once(source, kept, copy);
            System.out.println((System.nanoTime() - began) / 1e6);
            Files.deleteIfExists(kept);
            Files.deleteIfExists(copy);
        }
    }

    private static void once(Path source, Path kept, Path copy) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("bench".getBytes("UTF-8"), "HmacSHA256"));
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        byte[] buffer = new byte[16_384];
        try (InputStream in = Files.newInputStream(source);
                FileChannel out = FileChannel.open(kept, fresh)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                mac.update(buffer, 0, count);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            mac.doFinal();
            out.force(true);
        }
        Files.copy(kept, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
