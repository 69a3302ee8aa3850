package dev.jenvoy.sender.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which repository an address names. */
final class RepositoryAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com/acme/site, acme, site",
        "https://git.example.com/acme/site.git, acme, site",
        "HTTP://git.example.com:8443/acme/web/site.git, acme/web, site",
        "ssh://git@git.example.com:2222/acme/site.git, acme, site",
        "git@git.example.com:acme/web/site.git, acme/web, site",
        "https://ann:x@git.example.com/acme/site, acme, site",
        "https://git.example.com/acme/web.dev/my.site/-/issues/7, acme/web.dev, my.site",
    })
    void a_repository_with_its_owner(String address, String owner, String repository) {
        FullName name = RepositoryAddress.read(address).orElseThrow();

        assertThat(name.owner().name()).isEqualTo(owner);
        assertThat(name.repository().name()).isEqualTo(repository);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "site",
                "acme/site",
                "/acme/site",
                "https://git.example.com",
                "https://git.example.com/",
                "https://git.example.com/site.git",
                "https:///acme/site",
                "file:///srv/acme/site",
                "javascript://x/acme/site",
                "https://git.example.com/../../etc/passwd",
                "https://git.example.com/acme/../site",
                "https://git.example.com/acme/..",
                "https://git.example.com/acme//site",
                "https://git.example.com/acme/site/",
                "https://git.example.com/acme/site?x=/a/b",
                "https://git.example.com/acme/site#x",
                "https://git.example.com/acme/%2e%2e",
                "https://git.example.com/acme/my site",
                "https://git.example.com/acme/.git",
                "git@git.example.com:/srv/acme/site.git",
                "git@git.example.com:site.git",
                "C:\\acme\\site",
                "https://git.example.com/-/issues/7",
                "https://git.example.com/acme/si\u0000te",
            })
    void what_names_none_is_nothing(String address) {
        assertThat(RepositoryAddress.read(address)).isEmpty();
    }
}
