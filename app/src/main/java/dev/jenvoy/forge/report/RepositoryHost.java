package dev.jenvoy.forge.report;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.PayloadTree;
import dev.jenvoy.sender.tree.WrongType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads on which host the repository of a delivery is: by the address of its page, which must be that of the repository. */
final class RepositoryHost {

    private static final PayloadTree.Limits LIMITS = new PayloadTree.Limits(
            2_048,
            512,
            1 << 18,
            Set.of(
                    "commits",
                    "added",
                    "removed",
                    "modified",
                    "body",
                    "description",
                    "_links",
                    "sender",
                    "installation"));

    private RepositoryHost() {}

    /** Returns the host, with a port that is not the usual one; empty if the payload does not name it. Blocks for the payload. */
    static Optional<String> of(Delivery delivery) throws IOException {
        try (Reader text =
                new BufferedReader(new InputStreamReader(delivery.payload().open(), StandardCharsets.UTF_8))) {
            Optional<PayloadTree> tree = PayloadTree.read(text, LIMITS);
            if (tree.isEmpty()) {
                return Optional.empty();
            }
            String page = page(delivery.key().source(), Node.root(tree.get().object()));
            return host(page, delivery);
        } catch (WrongType e) {
            return Optional.empty();
        }
    }

    private static String page(String sender, Node payload) throws WrongType {
        return switch (sender) {
            case "gitlab" ->
                payload.has("project") ? payload.text("project.web_url") : payload.text("repository.homepage");
            case "bitbucket" -> {
                String cloud = payload.text("repository.links.html.href");
                Node ofServer = payload.has("pullRequest")
                        ? payload.at("pullRequest.toRef.repository.links")
                        : payload.at("repository.links");
                yield cloud.isEmpty() ? ofServer.first("self").text("href") : cloud;
            }
            default -> payload.text("repository.html_url");
        };
    }

    private static Optional<String> host(String page, Delivery delivery) {
        try {
            URI address = new URI(page);
            if (address.getHost() == null || address.getRawUserInfo() != null || address.getPath() == null) {
                return Optional.empty();
            }
            String path = address.getPath().toLowerCase(Locale.ROOT);
            String owner = String.valueOf(delivery.facts().owner()).toLowerCase(Locale.ROOT);
            String name = String.valueOf(delivery.facts().repository()).toLowerCase(Locale.ROOT);
            boolean isPage = path.endsWith("/" + owner + "/" + name)
                    || path.endsWith("/" + owner + "/repos/" + name + "/browse")
                    || path.endsWith("/users/" + owner.replaceFirst("^~", "") + "/repos/" + name + "/browse");
            if (!isPage) {
                return Optional.empty();
            }
            String host = address.getHost().toLowerCase(Locale.ROOT);
            int port = address.getPort();
            return Optional.of(port < 0 || port == 443 || port == 80 ? host : host + ":" + port);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
