package dev.jenvoy.sender.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleFacts;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of senders together with their packages and their documents. */
class SenderTypesTest {

    private static final Path SENDERS = Path.of("src/main/java/dev/jenvoy/sender");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static List<SenderIdentity> identities() {
        return SenderTypes.ALL.stream().map(SenderType::identity).toList();
    }

    @Test
    void every_sender_of_a_package_is_in_the_list() throws IOException {
        try (Stream<Path> files = Files.walk(SENDERS)) {
            List<String> types = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Type.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    // Those that every sender shares, that the configuration describes, and of bodies and values.
                    .filter(name -> !List.of(
                                    "SenderType", "SignedSenderType", "CustomSenderType", "MediaType", "WrongType")
                            .contains(name))
                    .toList();

            assertThat(SenderTypes.ALL)
                    .extracting(type -> type.getClass().getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(types);
        }
    }

    @Test
    void no_two_senders_share_a_name_or_a_header() {
        assertThat(identities()).extracting(SenderIdentity::name).doesNotHaveDuplicates();
        assertThat(identities().stream().flatMap(one -> one.recognisedBy().stream()))
                .doesNotHaveDuplicates();
        assertThat(SenderTypes.names()).contains(SenderTypes.DEFAULT);
    }

    @Test
    void the_documents_list_the_senders_in_the_order_of_precedence_with_their_headers() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../docs/concepts/senders.md")).stream()
                .dropWhile(line -> !line.startsWith("| sender | `JENVOY_SOURCE`"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .map(SenderTypesTest::row)
                .filter(row -> !row.startsWith(" "))
                .toList();

        assertThat(documented)
                .isEqualTo(identities().stream()
                        .filter(one -> !one.recognisedBy().isEmpty())
                        .map(one -> one.name() + " " + new TreeSet<>(one.recognisedBy()))
                        .toList());
    }

    private static String row(String line) {
        String[] cells = line.split(" \\| ", -1);
        return String.join(" ", codes(cells[1])) + " " + codes(cells[2]);
    }

    private static TreeSet<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_sample_is_in_the_jar_and_a_sender_without_samples_says_why() {
        for (SenderType type : SenderTypes.ALL) {
            List<SampleSigner> signers = type.signers();
            assertThat(signers.isEmpty())
                    .as(type.identity().name())
                    .isEqualTo(type.unsignable().isPresent());
            for (SampleSigner signer : signers) {
                for (Sample sample : signer.samples()) {
                    for (SampleFacts facts : facts()) {
                        assertThat(sample.about(facts).json().isJsonObject()).isTrue();
                    }
                }
            }
        }
    }

    private static List<SampleFacts> facts() {
        return Arrays.asList(new SampleFacts("acme", "site", null, null), new SampleFacts("acme", "site", null, "v1"));
    }

    @Test
    void every_name_of_send_is_taken_once() {
        assertThat(SenderTypes.ALL.stream().flatMap(type -> type.signers().stream()))
                .extracting(SampleSigner::name)
                .doesNotHaveDuplicates();
    }
}
