package dev.jenvoy.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of {@code docs/architecture.md}: who may use whom. */
class PackagesTest {

    private static final String ROOT = "dev.jenvoy.";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|[^\\n]*\\| ([^|\\n]*) \\|$");
    private static final Pattern NAME = Pattern.compile("`([a-z]+)`");

    /** Each package and those of ours that it may use: the table itself. */
    private static final Map<String, Set<String>> MAY_USE = table();

    private static Map<String, Set<String>> table() {
        String page;
        try {
            page = Files.readString(Path.of("../docs/architecture.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> cells = new TreeMap<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            cells.put(row.group(1), row.group(2));
        }
        Map<String, Set<String>> table = new TreeMap<>();
        cells.forEach((name, cell) -> {
            Set<String> named = NAME.matcher(cell)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (cell.startsWith("all but ")) {
                Set<String> others = new TreeSet<>(cells.keySet());
                others.removeAll(named);
                others.remove(name);
                named = others;
            }
            table.put(name, named);
        });
        return table;
    }

    @Test
    void the_table_knows_every_package() {
        Set<String> there =
                OurClasses.ALL.stream().map(PackagesTest::packageOf).collect(Collectors.toCollection(TreeSet::new));

        assertThat(there).isNotEmpty().isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_uses_only_what_the_table_allows(String name) {
        String[] others = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(OurClasses.ALL);
    }

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @Test
    void there_are_no_cycles() {
        slices().matching("dev.jenvoy.(**)").should().beFreeOfCycles().check(OurClasses.ALL);
    }

    @Test
    void commons_exec_and_jna_are_used_by_process_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "process..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.commons.exec..", "com.sun.jna..")
                .check(OurClasses.ALL);
    }

    @Test
    void sql_is_spoken_by_those_who_keep_something_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + "store..",
                        ROOT + "cluster.postgres..",
                        ROOT + "journal.sql..",
                        ROOT + "journal.sqlite..",
                        ROOT + "journal.postgres..",
                        ROOT + "audit.sql..",
                        ROOT + "rejection.sql..",
                        ROOT + "endpoint.sql..",
                        ROOT + "chat.route.sql..",
                        ROOT + "ticket.ledger.sql..",
                        ROOT + "forge.book.sql..",
                        ROOT + "storage.postgres..",
                        ROOT + "app.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer.hikari..")
                .check(OurClasses.ALL);
    }

    @Test
    void only_the_composition_root_knows_that_the_storage_is_sqlite() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + "store..",
                        ROOT + "journal.sql..",
                        ROOT + "journal.sqlite..",
                        ROOT + "journal.postgres..",
                        ROOT + "cluster.postgres..",
                        ROOT + "audit.sql..",
                        ROOT + "rejection.sql..",
                        ROOT + "endpoint.sql..",
                        ROOT + "chat.route.sql..",
                        ROOT + "ticket.ledger.sql..",
                        ROOT + "forge.book.sql..",
                        ROOT + "storage.sqlite..",
                        ROOT + "storage.postgres..")
                .and()
                .doNotHaveSimpleName("Server")
                .and()
                .resideOutsideOfPackages(ROOT + "app.keep..", ROOT + "app.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "store..",
                        ROOT + "journal.sql..",
                        ROOT + "journal.sqlite..",
                        ROOT + "journal.postgres..",
                        ROOT + "cluster.postgres..",
                        ROOT + "audit.sql..",
                        ROOT + "rejection.sql..",
                        ROOT + "endpoint.sql..",
                        ROOT + "chat.route.sql..",
                        ROOT + "ticket.ledger.sql..",
                        ROOT + "forge.book.sql..",
                        ROOT + "storage.sqlite..",
                        ROOT + "storage.postgres..")
                .check(OurClasses.ALL);
    }

    @Test
    void undertow_is_used_by_web_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..")
                .check(OurClasses.ALL);
    }

    @Test
    void the_template_engine_and_commonmark_are_used_by_templates_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "chat.compose.template..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.samskivert..", "org.commonmark..")
                .check(OurClasses.ALL);
    }

    @Test
    void prometheus_is_used_by_metrics_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.prometheus..")
                .check(OurClasses.ALL);
    }

    @Test
    void the_mail_library_is_used_by_the_mail_kind_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "chat.kind.mail..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..", "jakarta.activation..")
                .check(OurClasses.ALL);
    }

    @Test
    void smack_is_used_by_the_xmpp_kind_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "chat.kind.xmpp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jivesoftware..", "org.jxmpp..", "org.minidns..")
                .check(OurClasses.ALL);
    }

    @Test
    void snakeyaml_is_used_by_the_file_of_workers_and_the_import_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "ticket.workers..", ROOT + "cli.imports..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.snakeyaml..")
                .check(OurClasses.ALL);
    }

    @Test
    void the_public_listener_knows_nothing_of_the_admin_listener() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "web..")
                .and()
                .resideOutsideOfPackage(ROOT + "web.admin..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "web.admin..")
                .check(OurClasses.ALL);
    }

    @Test
    void top_level_classes_are_final_or_meant_to_be_implemented() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
                .should()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                .check(OurClasses.ALL);
    }

    private static String packageOf(JavaClass one) {
        String rest = one.getPackageName().substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
