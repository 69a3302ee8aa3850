package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptLintTest {
    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy_docker.sh",
                "deploy_openshift.sh",
                "docs/deploy/common.sh",
                "docs/deploy/health.sh",
                "dist/check",
                "dist/walk.sh",
                "bench/attack.sh",
                "bench/bitflips.sh",
                "bench/cluster.sh",
                "bench/crash.sh",
                "bench/diskerrors.sh",
                "bench/flood.sh",
                "bench/history.sh",
                "bench/powercut.sh",
                "bench/run",
                "bench/soak.sh"
            })
    void shellcheck_finds_nothing(String script) throws IOException, InterruptedException {
        Optional<Path> shellcheck = Checkout.installed("shellcheck");
        if (shellcheck.isEmpty()) {
            String missing = "shellcheck is not installed: " + script + " was not checked";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            Assumptions.abort(missing);
        }
        Path found = scratch.resolve("found");
        Process process = new ProcessBuilder(
                        shellcheck.orElseThrow().toString(),
                        "--external-sources",
                        "--enable=quote-safe-variables",
                        script)
                .directory(Checkout.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(found.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Checkout.read(found)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy_docker.sh", "deploy_openshift.sh"})
    void a_script_can_be_run_as_it_is(String script) {
        Path file = Checkout.root().resolve(script);

        assertThat(file).isExecutable();
        assertThat(Checkout.read(file)).startsWith("#!/bin/sh\n").doesNotContain("\r");
    }
}
