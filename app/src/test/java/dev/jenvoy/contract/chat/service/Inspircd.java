package dev.jenvoy.contract.chat.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** InspIRCd with TLS, IRCv3 and the accounts of atheme's services: a modern network. */
public final class Inspircd implements AutoCloseable {

    private final TestCertificate certificate;
    private final int port;
    private final int watchers;
    private final ServiceProcess server;
    private final ServiceProcess services;

    private Inspircd(
            TestCertificate certificate, int port, int watchers, ServiceProcess server, ServiceProcess services) {
        this.certificate = certificate;
        this.port = port;
        this.watchers = watchers;
        this.server = server;
        this.services = services;
    }

    /** Starts both, and returns when the services have logged in. */
    public static Inspircd start(Path folder) {
        TestCertificate certificate = TestCertificate.make(folder, "localhost");
        int port = ServiceProcess.freePort();
        int watchers = ServiceProcess.freePort();
        int link = ServiceProcess.freePort();
        try {
            Files.createDirectories(folder.resolve("data"));
            Files.createDirectories(folder.resolve("atheme"));
            Files.writeString(
                    folder.resolve("inspircd.conf"), configuration(folder, certificate, port, watchers, link));
            Files.writeString(folder.resolve("atheme.conf"), services(link));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServiceProcess server = ServiceProcess.start(
                folder,
                port,
                List.of(
                        "inspircd",
                        "--nofork",
                        "--runasroot",
                        "--config",
                        folder.resolve("inspircd.conf").toString()));
        ServiceProcess services = ServiceProcess.start(
                folder,
                0,
                List.of(
                        "atheme-services",
                        "-n",
                        "-c",
                        folder.resolve("atheme.conf").toString(),
                        "-D",
                        folder.resolve("atheme").toString(),
                        "-l",
                        folder.resolve("atheme/services.log").toString(),
                        "-p",
                        folder.resolve("atheme/services.pid").toString()));
        Inspircd network = new Inspircd(certificate, port, watchers, server, services);
        try {
            network.awaitServices();
        } catch (RuntimeException | AssertionError e) {
            network.close();
            throw e;
        }
        return network;
    }

    private static String configuration(Path folder, TestCertificate certificate, int port, int watchers, int link) {
        StringBuilder modules = new StringBuilder();
        for (String name : List.of(
                "cap",
                "ssl_gnutls",
                "spanningtree",
                "services_account",
                "sasl",
                "botmode",
                "sapart",
                "chanhistory",
                "ircv3",
                "ircv3_accounttag",
                "ircv3_batch",
                "ircv3_capnotify",
                "ircv3_ctctags",
                "ircv3_echomessage",
                "ircv3_labeledresponse",
                "ircv3_msgid",
                "ircv3_servertime")) {
            modules.append("<module name=\"").append(name).append("\">\n");
        }
        return """
                <config format="xml">
                <server name="irc.test" description="a test" network="TestNet" id="0AA">
                <admin name="test" email="test@example.org" nick="test">
                %s
                <sslprofile name="clients" provider="gnutls" certfile="%s" keyfile="%s">
                <bind address="127.0.0.1" port="%d" type="clients" sslprofile="clients">
                <bind address="127.0.0.1" port="%d" type="servers">
                <link name="services.test" ipaddr="127.0.0.1" port="%d" allowmask="127.0.0.1" sendpass="linkpassword" recvpass="linkpassword">
                <uline server="services.test" silent="yes">
                <sasl target="services.test">
                <bind address="127.0.0.1" port="%d" type="clients" sslprofile="clients">
                <connect name="watchers" port="%d" allow="*" timeout="20" pingfreq="60" localmax="50" globalmax="50"
                    threshold="1000" commandrate="100000" fakelag="no" resolvehostnames="no" useident="no">
                <connect name="main" allow="*" timeout="20" pingfreq="60" localmax="50" globalmax="50"
                    threshold="10" commandrate="5000" fakelag="no" resolvehostnames="no" useident="no">
                <options moronbanner="" modesinlist="opers">
                <class name="all" commands="*" privs="*" usermodes="*" chanmodes="*">
                <type name="all" classes="all">
                <oper name="oper" password="operator" host="*" type="all">
                <chanhistory maxlines="20" prefixmsg="yes" bots="yes">
                <log method="file" type="*" level="default" target="%s">
                <path configdir="%s" datadir="%s" logdir="%s" runtimedir="%s">
                <pid file="%s">
                """.formatted(
                        modules,
                        certificate.certificate(),
                        certificate.key(),
                        port,
                        link,
                        link,
                        watchers,
                        watchers,
                        folder.resolve("data/inspircd.log"),
                        folder,
                        folder.resolve("data"),
                        folder.resolve("data"),
                        folder.resolve("data"),
                        folder.resolve("data/inspircd.pid"));
    }

    private static String services(int link) {
        StringBuilder modules = new StringBuilder();
        for (String name : List.of(
                "protocol/inspircd",
                "backend/opensex",
                "crypto/pbkdf2v2",
                "nickserv/main",
                "nickserv/register",
                "nickserv/identify",
                "saslserv/main",
                "saslserv/plain")) {
            modules.append("loadmodule \"modules/").append(name).append("\";\n");
        }
        return """
                %s
                serverinfo {
                    name = "services.test";
                    desc = "services";
                    numeric = "00A";
                    recontime = 1;
                    netname = "TestNet";
                    hidehostsuffix = "users.test";
                    adminname = "test";
                    adminemail = "test@example.org";
                    registeremail = "noreply@example.org";
                    maxcertfp = 0;
                    maxlogins = 50;
                    maxusers = 0;
                    mdlimit = 30;
                    emaillimit = 10;
                    emailtime = 300;
                    auth = none;
                    casemapping = rfc1459;
                };
                uplink "irc.test" {
                    host = "127.0.0.1";
                    port = %d;
                    send_password = "linkpassword";
                    receive_password = "linkpassword";
                };
                nickserv { nick = "NickServ"; user = "NickServ"; host = "services.test"; real = "Nickname Services"; };
                saslserv { nick = "SaslServ"; user = "SaslServ"; host = "services.test"; real = "SASL Services"; };
                general { };
                crypto { pbkdf2v2_digest = "SHA2-256"; pbkdf2v2_rounds = 10000; };
                """.formatted(modules, link);
    }

    private void awaitServices() {
        try (IrcClient client = client("probe")) {
            Awaitility.await("log-in of the services")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        if (!services.isAlive()) {
                            throw new AssertionError("the services ended: " + services.said());
                        }
                        client.write("WHOIS NickServ");
                        client.sync();
                        return client.lines().stream()
                                .anyMatch(line -> line.contains(" 311 ") && line.contains("NickServ"));
                    });
        }
    }

    /** Returns a client with TLS that may write as fast as it likes. */
    public IrcClient client(String nick) {
        return IrcClient.connect(certificate.trust().getSocketFactory(), watchers, nick);
    }

    /** Registers an account named like this nick, and returns the client that is logged in to it. */
    public IrcClient register(String nick, String password) {
        IrcClient client = client(nick);
        client.write("PRIVMSG NickServ :REGISTER " + password + " " + nick + "@example.org");
        client.await(line -> line.contains(" 900 "));
        return client;
    }

    public TestCertificate certificate() {
        return certificate;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        services.close();
        server.close();
    }
}
