package dev.jenvoy.contract.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** An authority, and certificates for localhost that it makes with openssl, each with its chain. */
final class Certificates {

    private final Path folder;
    private final Programs programs;

    Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.programs = new Programs(folder);
        programs.succeed(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem",
                "-days",
                "3000",
                "-subj",
                "/CN=Root of a test");
        programs.succeed(
                "openssl",
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "middle.key",
                "-out",
                "middle.csr",
                "-subj",
                "/CN=Middle of a test");
        Files.writeString(folder.resolve("middle.cnf"), "basicConstraints=critical,CA:TRUE\n");
        sign("middle", "ca", "middle.cnf", 2000);
    }

    private void sign(String name, String by, String extensions, int days) throws IOException, InterruptedException {
        programs.succeed(
                "openssl",
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                by + ".pem",
                "-CAkey",
                by + ".key",
                "-CAcreateserial",
                "-out",
                name + ".pem",
                "-days",
                Integer.toString(days),
                "-extfile",
                extensions);
    }

    /** Returns the file of the authority that clients trust. */
    Path root() {
        return folder.resolve("ca.pem");
    }

    /** Makes a key: {@code rsa}, {@code ec} or {@code ed25519}, and a certificate of this name for this many days. */
    void make(String name, String kind, int days) throws IOException, InterruptedException {
        switch (kind) {
            case "rsa" ->
                programs.succeed(
                        "openssl",
                        "genpkey",
                        "-algorithm",
                        "RSA",
                        "-pkeyopt",
                        "rsa_keygen_bits:2048",
                        "-out",
                        name + ".key");
            case "ec" ->
                programs.succeed(
                        "openssl",
                        "genpkey",
                        "-algorithm",
                        "EC",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-384",
                        "-out",
                        name + ".key");
            default -> programs.succeed("openssl", "genpkey", "-algorithm", kind, "-out", name + ".key");
        }
        programs.succeed(
                "openssl", "req", "-new", "-key", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name);
        Files.writeString(folder.resolve(name + ".cnf"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        sign(name, "middle", name + ".cnf", days);
        Files.writeString(
                folder.resolve(name + ".chain"),
                Files.readString(folder.resolve(name + ".pem")) + Files.readString(folder.resolve("middle.pem")));
        Files.setPosixFilePermissions(folder.resolve(name + ".key"), PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes the key again in the form that openssl had before PKCS#8: PKCS#1 or SEC 1. */
    void traditional(String name, String kind) throws IOException, InterruptedException {
        programs.succeed(
                "openssl",
                kind,
                "-in",
                name + ".key",
                "-out",
                name + ".old",
                kind.equals("rsa") ? "-traditional" : "-text");
        Files.move(folder.resolve(name + ".old"), folder.resolve(name + ".key"), StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(folder.resolve(name + ".key"), PosixFilePermissions.fromString("rw-------"));
    }

    Path chain(String name) {
        return folder.resolve(name + ".chain");
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** Puts certificate and key of this name where a server reads them, one after the other. */
    void install(String name, Path place) throws IOException {
        installChain(name, place);
        installKey(name, place);
    }

    void installChain(String name, Path place) throws IOException {
        Files.createDirectories(place);
        Files.copy(chain(name), place.resolve("new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(place.resolve("new"), place.resolve("chain.pem"), StandardCopyOption.ATOMIC_MOVE);
    }

    void installKey(String name, Path place) throws IOException {
        Files.copy(
                key(name),
                place.resolve("new"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(place.resolve("new"), place.resolve("key.pem"), StandardCopyOption.ATOMIC_MOVE);
    }
}
